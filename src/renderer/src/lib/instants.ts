/** The last instant that an address can name: the end of the year 9999. */
const lastMs = 253_402_300_799_999
const localDay = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/

/**
 * An instant that an address or a field names: `2026-11-21T14:00:00.000Z`, without a zone one of this machine's, `2026-11-21` its first there, a number milliseconds since 1970 UTC.
 * undefined: none.
 */
export function readInstant(value: unknown): number | undefined {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? parse(value.trim()) : Number.NaN
  return Number.isInteger(ms) && ms >= 0 && ms <= lastMs ? ms : undefined
}

function parse(text: string): number {
  if (/^\d{9,15}$/.test(text)) return Number(text)
  if (localDay.test(text)) return Date.parse(`${text}T00:00`)
  return instant.test(text) ? Date.parse(text) : Number.NaN
}

/** What a field of day and time shows of an instant, in this machine's zone: `2026-11-21T14:00:05`. */
export function fieldOfInstant(atMs: number): string {
  const at = new Date(atMs)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}
