/** What a file of checks lacks of a batch, which the engine reads: written after it, so that lines stay what they are. */
const rest = '\nname: checks\nprompt: checks\nmodels: [defaults]\n'

/**
 * A file of checks as a batch that holds nothing else: the file is either a list of checks, or a mapping with `checks` and perhaps `passWhen`, in YAML or JSON.
 * `linesBefore`: how many lines stand before the file's own.
 */
export function batchOfChecks(text: string): { readonly text: string; readonly linesBefore: number } {
  const [first = ''] = text.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#') && line.trim() !== '---')
  const isJsonMapping = first.trimStart().startsWith('{')
  if (isJsonMapping)
    return { text: `{"name": "checks", "prompt": "checks", "models": ["defaults"], ${text.trim().slice(1)}`, linesBefore: 0 }
  const isList = /^\s*(-\s|\[)/.test(first)
  return isList ? { text: `checks:\n${text}${rest}`, linesBefore: 1 } : { text: `${text}${rest}`, linesBefore: 0 }
}
