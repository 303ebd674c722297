/** What a file of checks lacks of a batch, which the engine reads; columns that it names are those of the run, and there when it is applied. */
function restOf(text: string) {
  const columns = [...text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map(([, name]) => [name, 'x'])
  return {
    name: 'checks',
    prompt: 'checks',
    models: ['defaults'],
    ...(columns.length === 0 ? {} : { dataset: [Object.fromEntries(columns)] }),
  }
}

/**
 * A file of checks as a batch that holds nothing else: the file is either a list of checks, or a mapping with `checks` and perhaps `passWhen`, in YAML or JSON.
 * `linesBefore`: how many lines stand before the file's own.
 */
export function batchOfChecks(text: string): { readonly text: string; readonly linesBefore: number } {
  const [first = ''] = text.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#') && line.trim() !== '---')
  const rest = restOf(text)
  const begun = JSON.stringify(rest).slice(0, -1)
  if (first.trimStart().startsWith('{')) return { text: `${begun}, ${text.trim().slice(1)}`, linesBefore: 0 }
  if (first.trimStart().startsWith('[')) return { text: `${begun}, "checks": ${text.trim()}}`, linesBefore: 0 }
  // Written after the file, so that its lines stay what they are.
  const after = Object.entries(rest)
    .map(([name, value]) => `\n${name}: ${JSON.stringify(value)}`)
    .join('')
  const isList = /^\s*-\s/.test(first)
  return { text: `${isList ? 'checks:\n' : ''}${text}${after}\n`, linesBefore: isList ? 1 : 0 }
}
