import type { InputIssue } from '#contract/errors'
import { failureOf, sayError } from '#renderer/lib'

/** What the engine refused: by the field it is of, and what is of none. Whole sentences. */
export interface FormErrors {
  readonly fields: ReadonlyMap<string, string>
  readonly rest: readonly string[]
}

export const noFormErrors: FormErrors = { fields: new Map(), rest: [] }

/** `fieldOf`: the form's field that shows what is said about a path of the input; undefined: it has none. */
export function formErrorsOf(error: unknown, fieldOf: (path: string) => string | undefined): FormErrors {
  const failure = failureOf(error)
  if (failure?.code !== 'INVALID_INPUT') {
    const { title, details } = sayError(error)
    return { fields: new Map(), rest: [[sentence(title), ...details.map(sentence)].join(' ')] }
  }
  const fields = new Map<string, string>()
  const rest: string[] = []
  for (const issue of failure.issues) {
    const [field, words] = [fieldOf(issue.path), wordsOf(issue)]
    if (field === undefined) rest.push(words)
    else fields.set(field, fields.has(field) ? `${fields.get(field)} ${words}` : words)
  }
  return { fields, rest }
}

function wordsOf({ message, suggestion }: InputIssue): string {
  return `${sentence(message)}${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`
}

function sentence(text: string): string {
  const trimmed = text.trim()
  const ended = /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
  // A sentence that begins with a name keeps the name as it is.
  return /^\p{Ll}+[\s,:;.!?…]/u.test(ended) ? `${ended.slice(0, 1).toUpperCase()}${ended.slice(1)}` : ended
}
