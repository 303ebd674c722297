import type { Failure, InputIssue } from '#contract/errors'
import { failureOf, sayError, sayFailure } from '#renderer/lib'

/** What is wrong with a draft: by field, in words, and what belongs to none of them. */
export interface FieldErrors {
  readonly fields: ReadonlyMap<string, string>
  readonly rest: readonly string[]
}

export const noErrors: FieldErrors = { fields: new Map(), rest: [] }

/** What the document that is made of the form is called where the engine names it. */
export const formSource = 'form'

const plainFields = [
  'name',
  'prompt',
  'messages',
  'turns',
  'dataset',
  'models',
  'samples',
  'budgetUsd',
  'allowFallback',
  'allowDeprecated',
  'allowUnpriced',
  'cache',
  'maxParallel',
  'maxWaitMs',
  'passWhen',
]

/**
 * The field that shows what the engine says about a path of the batch, `models[2].ref` or `models.2.ref`: the nearest that the form has.
 * Undefined: none does.
 */
export function fieldOfPath(path: string): string | undefined {
  const steps = path.split(/\.|\[|\]\.?/).filter((step) => step !== '')
  const [first, second, third, fourth] = steps
  if (first === 'checks') return fieldOfCheck(steps.slice(1), 'checks')
  if (first === 'scenarios') return steps.slice(0, second === 'dimensions' ? 3 : 2).join('.')
  if (first === 'parameters' && second !== undefined) return `parameters.${second}`
  if (first === 'models' && third === 'parameters' && fourth !== undefined) return `models[${second}].parameters.${fourth}`
  if ((first === 'messages' || first === 'models' || first === 'turns') && second !== undefined) return `${first}[${second}]`
  return first !== undefined && plainFields.includes(first) ? first : undefined
}

/** `checks[2].value`, `checks[1].checks[0].pattern`: a check's field, whatever of it is wrong. */
function fieldOfCheck([place, key, ...rest]: readonly string[], list: string): string {
  if (place === undefined) return list
  if (key === undefined) return `${list}[${place}]`
  return key === 'checks' ? fieldOfCheck(rest, `${list}[${place}].checks`) : `${list}[${place}].${key}`
}

/** What the engine refused, sorted to the fields of the form. What lies in another file than the form lies in its dataset. */
export function errorsOf(error: unknown): FieldErrors {
  const failure = failureOf(error)
  if (failure === undefined) return { fields: new Map(), rest: sentencesOf(sayError(error)) }
  return gathered(placed(failure))
}

type Placed = readonly [field: string | undefined, words: string]

function placed(failure: Failure): Placed[] {
  switch (failure.code) {
    case 'INVALID_INPUT':
      return failure.issues.map((issue) => placedIssue(issue, failure.source))
    case 'MODEL_UNAVAILABLE':
      return [['models', sayFailure(failure).details.join(' ')]]
    case 'BUDGET_EXCEEDED':
      return [[failure.scope === 'run' ? 'budgetUsd' : undefined, sentencesOf(sayFailure(failure)).join(' ')]]
    case 'BUDGET_UNPRICED':
      return [['allowUnpriced', sentencesOf(sayFailure(failure)).join(' ')]]
    case 'FALLBACK_INVALID':
      return [['allowFallback', sentencesOf(sayFailure(failure)).join(' ')]]
    default:
      return sentencesOf(sayFailure(failure)).map((words) => [undefined, words])
  }
}

function placedIssue({ path, line, column, message, suggestion }: InputIssue, source: string | undefined): Placed {
  // A file wants its amount in quotes; a field has none.
  const words = `${sentence(message.replace('US dollars as text in quotes', 'US dollars'))}${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`
  if (source !== undefined && source !== formSource) {
    const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`
    return ['dataset', `${source}${place}: ${words}`]
  }
  return [path.startsWith('batch.') ? fieldOfPath(path.slice('batch.'.length)) : fieldOfPath(path), words]
}

function gathered(all: readonly Placed[]): FieldErrors {
  const fields = new Map<string, string>()
  const rest: string[] = []
  for (const [field, words] of all) {
    if (field === undefined) rest.push(words)
    else fields.set(field, fields.has(field) ? `${fields.get(field)} ${words}` : words)
  }
  return { fields, rest }
}

function sentencesOf({ title, details }: { readonly title: string; readonly details: readonly string[] }): string[] {
  return [sentence(title), ...details]
}

function sentence(text: string): string {
  const trimmed = text.trim()
  const ended = /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
  // A sentence that begins with a name keeps the name as it is.
  return /^\p{Ll}+[\s,:;.!?…]/u.test(ended) ? `${ended.slice(0, 1).toUpperCase()}${ended.slice(1)}` : ended
}
