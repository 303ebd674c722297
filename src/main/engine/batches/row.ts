import { isDate } from 'node:util/types'
import type { Variables } from '#contract/batch'
import type { InputIssue } from '#contract/errors'
import { invalidInput, quoted } from './input-error.ts'

/** One row of a dataset: a value for each column. `line`: where it begins in its file, from 1; null for rows in place. */
export interface Row {
  readonly variables: Variables
  readonly line: number | null
}

/** The most one row may take, in UTF-16 units: more is a file that is not what its name says. */
export const maxRowLength = 4_194_304

/**
 * A row from its JSON text. A list or map within it stands as its own JSON text; `__proto__` is passed over.
 * Of a key that stands twice the last counts, as JSON.parse has it. Errors: INVALID_INPUT naming file and line.
 */
export function rowFromJson(text: string, file: string, line: number): Row {
  const value = parsed(text, file, line)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidInput(file, [{ path: '', line, message: `expected a row such as {"country": "France"}, got ${quoted(text.trim())}` }])
  return { variables: Object.fromEntries(Object.entries(value).filter(isColumn).map(toCell)), line }
}

/** Whether a key may name a column: `__proto__` may not, whatever it holds. */
export function isColumn([name]: readonly [string, unknown]): boolean {
  return name !== '__proto__'
}

/** A column with its value as a row has it: a list or map as its own JSON text. */
export function toCell([name, value]: readonly [string, unknown]): [string, Variables[string]] {
  const plain = plainValue(value)
  return [name, typeof plain === 'object' && plain !== null ? JSON.stringify(plain) : plain]
}

/** A value as JSON can hold it: whole numbers too large to be one, instants and bytes as text, and so within lists and maps. */
export function plainValue(value: unknown): Variables[string] | object {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (isDate(value)) return value.toJSON()
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (typeof value !== 'object') return null
  if (Array.isArray(value)) return value.map(plainValue)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]))
}

function parsed(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalidInput(file, [jsonIssue(text, line, cause)])
  }
}

function jsonIssue(text: string, line: number, cause: unknown): InputIssue {
  const found = cause instanceof Error ? cause.message : ''
  const position = /at position (\d+)/.exec(found)?.[1]
  const before = text.slice(0, position === undefined ? 0 : Number(position)).split('\n')
  const place = { line: line + before.length - 1, ...(position === undefined ? {} : { column: (before.at(-1)?.length ?? 0) + 1 }) }
  return { path: '', ...place, message: `this is no valid JSON: ${found.replace(/ \(line \d+ column \d+\)$/, '')}` }
}
