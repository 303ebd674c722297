import { instantAt, type ZoneClock } from '#renderer/lib'
import type { CostsSearch, RangeName } from './search.ts'

/** When the calls started that are asked about. `fromMs` undefined: the first there is; `toMs` undefined: up to now. */
export interface Range {
  readonly name: RangeName | 'custom'
  readonly fromMs: number | undefined
  /** Not included. */
  readonly toMs: number | undefined
}

export const rangeWords: Readonly<Record<RangeName, string>> = {
  today: 'Today',
  '7d': '7 days',
  '30d': '30 days',
  month: 'This month',
  'last-month': 'Last month',
  all: 'All',
}

const dayMs = 86_400_000

/** The range of an address, told at an instant, by the days and months of a zone. Its end may lie before its beginning: that is for the page to say. */
export function rangeOf(search: Pick<CostsSearch, 'range' | 'from' | 'to'>, nowMs: number, clock: ZoneClock): Range {
  const isCustom = search.range === undefined && (search.from !== undefined || search.to !== undefined)
  const name = isCustom ? 'custom' : (search.range ?? '30d')
  switch (name) {
    case 'today':
      return { name, fromMs: midnight(nowMs, 0, clock), toMs: undefined }
    case '7d':
      return { name, fromMs: midnight(nowMs, -6, clock), toMs: undefined }
    case '30d':
      return { name, fromMs: midnight(nowMs, -29, clock), toMs: undefined }
    case 'month':
      return { name, fromMs: firstOfMonth(nowMs, 0, clock), toMs: undefined }
    case 'last-month':
      return { name, fromMs: firstOfMonth(nowMs, -1, clock), toMs: firstOfMonth(nowMs, 0, clock) }
    case 'all':
      return { name, fromMs: undefined, toMs: undefined }
    case 'custom':
      return { name, fromMs: instantOf(search.from, 0, clock), toMs: instantOf(search.to, 1, clock) }
  }
}

/** The end of the month that an instant is in. */
export function monthEnd(atMs: number, clock: ZoneClock): number {
  return firstOfMonth(atMs, 1, clock)
}

/** The day of the zone that an instant is in: `2026-11-21`. */
export function dayOf(atMs: number, clock: ZoneClock): string {
  return new Date(clock.wallMs(atMs)).toISOString().slice(0, 10)
}

/** One day of the zone, from its first instant to its last, or to now. */
export function isDay({ name, fromMs, toMs }: Range, clock: ZoneClock): boolean {
  if (fromMs === undefined || fromMs !== midnight(fromMs, 0, clock)) return false
  return toMs === undefined ? name === 'today' : toMs === midnight(fromMs, 1, clock)
}

function midnight(nowMs: number, days: number, clock: ZoneClock): number {
  const wall = clock.wallMs(nowMs)
  return instantAt(clock, wall - (wall % dayMs) + days * dayMs)
}

function firstOfMonth(nowMs: number, months: number, clock: ZoneClock): number {
  const wall = new Date(clock.wallMs(nowMs))
  return instantAt(clock, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1))
}

/** A day is its first instant, `after` days later; anything else an instant. */
function instantOf(text: string | undefined, after: number, clock: ZoneClock): number | undefined {
  if (text === undefined) return undefined
  return text.length === 10 ? instantAt(clock, Date.parse(`${text}T00:00:00Z`) + after * dayMs) : Date.parse(text)
}

/** The range in words, with its zone: `1 Nov 2026 to 21 Nov 2026 (Europe/Berlin)`. */
export function sayRange({ fromMs, toMs }: Range, nowMs: number, { zone }: ZoneClock): string {
  const [from, to] = [fromMs, toMs ?? nowMs]
  const isWhole = [from, toMs].every((at) => at === undefined || isMidnight(at, zone))
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
    ...(isWhole ? {} : { hour: '2-digit', minute: '2-digit' }),
  })
  const last = format.format(isWhole && toMs !== undefined ? to - 1 : to)
  if (from === undefined) return `all until ${last} (${zone})`
  const first = format.format(from)
  return first === last ? `${first} (${zone})` : `${first} to ${last} (${zone})`
}

function isMidnight(atMs: number, zone: string): boolean {
  const text = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  return text.format(atMs) === '00:00:00' && atMs % 1000 === 0
}
