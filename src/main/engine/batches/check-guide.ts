import { Check } from '#contract/check'

/** `takes` reads on after "expected"; `means` says what the field is for. */
export interface FieldWords {
  readonly takes: string
  readonly means?: string
}

const kinds =
  'equals, contains, icontains, starts-with, regex, is-json, json-schema, one-of, numeric, max-cost, max-latency, rubric, all or any'

/** What is asked of answers, in words; a check within a group is called as one that stands alone. */
export const checkGuide: Readonly<Record<string, FieldWords>> = {
  checks: { takes: 'a list of at most 100 checks', means: 'What is asked of each answer.' },
  'checks[]': { takes: 'a check such as { type: contains, value: Paris }' },
  'checks[].type': { takes: kinds },
  'checks[].name': { takes: 'a text of 1 to 100 characters', means: 'What it is called in results.' },
  'checks[].negate': { takes: 'true or false', means: 'It passes where it would have failed.' },
  'checks[].weight': { takes: 'a number from 0 to 1000', means: 'Its part in the score.' },
  'checks[].value': { takes: 'a text, or for numeric a number; {{column}} stands for a value of the row' },
  'checks[].values': { takes: 'a list of 1 to 1000 texts' },
  'checks[].values[]': { takes: 'a text' },
  'checks[].trim': { takes: 'true or false', means: 'White space around the answer does not count.' },
  'checks[].ignoreCase': { takes: 'true or false', means: 'Capitals do not count.' },
  'checks[].pattern': { takes: 'a regular expression, found anywhere in the answer' },
  'checks[].flags': { takes: 'flags of i, m, s and u' },
  'checks[].schema': { takes: 'a JSON Schema' },
  'checks[].tolerance': { takes: 'a number from 0', means: 'How far the number may be off.' },
  'checks[].relative': { takes: 'true or false', means: 'The tolerance is a share of the value.' },
  'checks[].number': { takes: 'last, first or only', means: 'Which number of the answer.' },
  'checks[].usd': { takes: 'US dollars as text in quotes, such as "0.01"', means: 'What the probe may cost in all.' },
  'checks[].ms': { takes: 'a number of milliseconds', means: 'How long the answer may take.' },
  'checks[].rubric': { takes: 'a text', means: 'By which a model judges the answer.' },
  'checks[].minScore': { takes: 'a number from 0 to 1', means: "From which of the judge's scores on it passes." },
  'checks[].checks': { takes: 'a list of 1 to 100 checks that are no groups', means: 'All of which, or any one of which, must pass.' },
  passWhen: { takes: 'all, any, or a number from 0 to 1', means: 'Which checks must pass: all, any one, or this share by weight.' },
}

/** The guide's name of a path within `checks`. */
export function checkKey(path: readonly PropertyKey[]): string {
  const [, , field, ...rest] = path
  if (path.length === 1) return 'checks'
  if (field === undefined) return 'checks[]'
  if (field === 'checks' && rest.length > 0) return checkKey(['checks', ...rest])
  if (field === 'values' && rest.length > 0) return 'checks[].values[]'
  return `checks[].${String(field)}`
}

export function checkTypes(): string[] {
  return Check.options.map(({ shape }) => shape.type.value)
}

/** The keys that a check of its kind may have. */
export function keysOfCheck(check: unknown): string[] {
  const kind = typeof check === 'object' && check !== null ? Reflect.get(check, 'type') : undefined
  const option = Check.options.find(({ shape }) => shape.type.value === kind)
  return option === undefined ? [] : Object.keys(option.shape)
}
