import type { Variables } from '#contract/batch'

/** A list or map in which a value of a file may be wrapped at most this often. */
const mostDeep = 64

export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Its own value of that name: never one that every object has. */
export function own(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** What a column holds: a list or map as its JSON text. */
export function cellOf(value: unknown): Variables[string] {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return JSON.stringify(value) ?? null
}

/** A value as a template shows it: numbers and booleans as in JSON, nothing as empty text. */
export function textOf(value: unknown): string {
  const cell = cellOf(value)
  return cell === null ? '' : String(cell)
}

/** Texts beginning with two underscores are columns of ours: any other has one of them less. */
export function columnName(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '') return 'column'
  return trimmed.startsWith('__') ? trimmed.replace(/^_+/, '_') : trimmed
}

export function isTooDeep(value: unknown, left: number = mostDeep): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (left === 0) return true
  return Object.values(value).some((inner) => isTooDeep(inner, left - 1))
}

/** A text that is shown within a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = (typeof value === 'string' ? JSON.stringify(value) : textOf(value)) || 'nothing'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
