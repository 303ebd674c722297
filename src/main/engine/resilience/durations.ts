import { utcMs } from './calendar.ts'

const number = String.raw`(\d{1,15}(?:\.\d{1,9})?)`
const count = /^\d{1,15}$/
const plain = new RegExp(`^${number}$`)
const duration = new RegExp(`^(?:${number}d)?(?:${number}h)?(?:${number}m)?(?:${number}s)?(?:${number}ms)?$`)
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2}(?:\.\d{1,9})?)(?:[Zz]|([+-])(\d{2}):(\d{2}))$/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const unitsMs = [86_400_000, 3_600_000, 60_000, 1000, 1]

/** A plain decimal such as `30` or `1.5`, times `unitMs`, rounded up to whole milliseconds. Undefined for anything else: a sign, a list, hex, an exponent, more than 15 digits. */
export function parseDecimalMs(text: string, unitMs: number): number | undefined {
  const digits = plain.exec(text)?.[1]
  return digits === undefined ? undefined : scaledMs(digits, unitMs)
}

/** A whole number of at most 15 digits; undefined for anything else. */
export function parseCount(text: string): number | undefined {
  return count.test(text) ? Number(text) : undefined
}

/**
 * The delay that a reset without a fixed form names: an instant in epoch milliseconds (13 digits, OpenRouter's) or seconds (10 digits), else seconds, else a duration with its units.
 * Whole milliseconds, never negative; undefined for anything else.
 */
export function parseResetMs(text: string, nowMs: number): number | undefined {
  const instant = parseCount(text)
  if (instant !== undefined && text.length === 13) return Math.max(0, instant - nowMs)
  if (instant !== undefined && text.length === 10) return Math.max(0, instant * 1000 - nowMs)
  return parseDecimalMs(text, 1000) ?? parseDurationMs(text)
}

/** A duration with its units, the larger first: `120ms`, `22s`, `1m30s`, `6m12.5s`, `1h0m0s`. Whole milliseconds, rounded up; undefined for anything else. */
export function parseDurationMs(text: string): number | undefined {
  const parts = duration.exec(text)?.slice(1)
  if (text === '' || parts === undefined) return undefined
  return unitsMs.reduce((sum, unitMs, index) => sum + scaledMs(parts[index] ?? '0', unitMs), 0)
}

/** The instant of an HTTP-date in its one current form, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), as epoch milliseconds; the two obsolete forms are undefined. */
export function parseHttpDateMs(text: string): number | undefined {
  const [, day, monthName = '', year, hour, minute, second] = httpDate.exec(text) ?? []
  const month = months.indexOf(monthName) + 1
  return utcMs({ year: Number(year), month, day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second) })
}

/** The instant of an RFC 3339 date-time, `2026-11-21T06:10:45.5+01:00`, as epoch milliseconds rounded up; undefined for anything else. */
export function parseRfc3339Ms(text: string): number | undefined {
  const [, year, month, day, hour, minute, seconds = '', sign, offsetHours = '0', offsetMinutes = '0'] = rfc3339.exec(text) ?? []
  const second = Math.floor(Number(seconds))
  const wholeMs = utcMs({ year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute), second })
  if (wholeMs === undefined || Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  return wholeMs + scaledMs(seconds, 1000) - second * 1000 - (sign === '-' ? -offsetMs : offsetMs)
}

/** Rounds up, but not for the dust of binary fractions: 1.1 × 1000 is 1100. */
function scaledMs(digits: string, unitMs: number): number {
  return Math.ceil(Number((Number(digits) * unitMs).toFixed(6)))
}
