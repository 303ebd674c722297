import { formatCount } from '#renderer/lib'

/** What a field for a number takes. What is typed is in the unit that people use; what is kept is `scale` of those, and whole. */
export interface NumberRule {
  /** Of what is kept. */
  readonly min: number
  readonly max: number
  /** Of what is typed, in the plural; absent: a bare number. */
  readonly unit?: string
  /** What is kept for one that is typed, such as 1000 milliseconds for a second. */
  readonly scale?: number
  /** What nothing typed means, such as `no limit`; absent: a number must be given. */
  readonly none?: string
  /** Kept as it is typed, with its fraction. */
  readonly isFraction?: boolean
}

export type NumberRead = { readonly value: number | null } | { readonly problem: string }

/** `1 to 10,000 calls; empty: no limit`. */
export function sayRange({ min, max, unit, scale = 1, none }: NumberRule): string {
  const range = `${plain(min / scale)} to ${plain(max / scale)}${unit === undefined ? '' : ` ${unit}`}`
  return none === undefined ? range : `${range}; empty: ${none}`
}

/** The number that a field says, as it is kept; null: it says none, and may. */
export function readNumber(text: string, rule: NumberRule): NumberRead {
  const { min, max, scale = 1, none, isFraction = false } = rule
  const typed = text.trim().replaceAll(',', '')
  if (typed === '') return none === undefined ? { problem: `Give a number: ${sayRange(rule)}.` } : { value: null }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed)) return { problem: `“${text.trim().slice(0, 40)}” is not a number: ${sayRange(rule)}.` }
  const value = isFraction ? Number(typed) / (1 / scale) : Number((Number(typed) * scale).toFixed(6))
  if (!isFraction && !Number.isInteger(value))
    return {
      problem: `Give ${scale === 1 ? 'a whole number' : `at most ${String(scale).length - 1} digits after the point`}: ${sayRange(rule)}.`,
    }
  return value < min || value > max ? { problem: `Out of range: ${sayRange(rule)}.` } : { value }
}

/** What stands in the field for a value that is kept. */
export function showNumber(value: number | null, { scale = 1 }: NumberRule): string {
  return value === null ? '' : String(Number((value / scale).toFixed(6)))
}

function plain(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value)
}
