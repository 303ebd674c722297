import { failureOf, sayError } from '#renderer/lib'
import { type FieldErrors, noErrors } from '../field-errors.ts'

const fieldNames = ['instruction', 'count', 'budgetUsd', 'model', 'columns']

/** What the engine refused of an order, sorted to the fields of the dialog: a column's at the column. */
export function orderErrors(error: unknown): FieldErrors {
  if (error === undefined) return noErrors
  const failure = failureOf(error)
  if (failure?.code !== 'INVALID_INPUT') {
    const { title, details } = sayError(error)
    return { fields: new Map(), rest: [title, ...details] }
  }
  const fields = new Map<string, string>()
  const rest: string[] = []
  for (const { path, message } of failure.issues) {
    const [first = '', place] = path.split(/\.|\[|\]\.?/).filter((step) => step !== '')
    if (fieldNames.includes(first)) fields.set(place === undefined ? first : `${first}[${place}]`, message)
    else rest.push(message)
  }
  return { fields, rest }
}
