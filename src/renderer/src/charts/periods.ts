import { type Granularity, instantAt, type ZoneClock } from '#renderer/lib'
import type { PointName } from './chart-data.ts'

export interface Period extends PointName {
  /** Its first instant, and that of the next. */
  readonly fromMs: number
  readonly toMs: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * Every period that a range has a part in, in order, those without a call among them; `key`s are the names the engine gives periods. At most 20,000.
 * `toMs` is not included.
 */
export function periodsOf(fromMs: number, toMs: number, granularity: Granularity, clock: ZoneClock): Period[] {
  const periods: Period[] = []
  const words = wordsOf(granularity, clock, toMs - fromMs)
  for (let at = startOf(fromMs, granularity, clock); at < toMs && periods.length < 20_000; ) {
    const next = nextAfter(at, granularity, clock)
    periods.push({ key: keyOf(at, granularity, clock), ...words(at, next), fromMs: at, toMs: next })
    at = next
  }
  return periods
}

/** The first instant of the period that an instant is in. */
export function startOf(atMs: number, granularity: Granularity, clock: ZoneClock): number {
  const wall = clock.wallMs(atMs)
  if (granularity === 'quarter') return atMs - modulo(atMs, 15 * minuteMs)
  // Offsets of zones are whole quarters: an hour of the clock need not be one of UTC.
  if (granularity === 'hour') return atMs - modulo(wall, hourMs)
  return instantAt(clock, wallStart(wall, granularity))
}

function nextAfter(startMs: number, granularity: Granularity, clock: ZoneClock): number {
  if (granularity === 'quarter') return startMs + 15 * minuteMs
  if (granularity === 'hour') return startMs + hourMs
  const wall = new Date(wallStart(clock.wallMs(startMs), granularity))
  if (granularity === 'month') wall.setUTCMonth(wall.getUTCMonth() + 1)
  else wall.setUTCDate(wall.getUTCDate() + (granularity === 'week' ? 7 : 1))
  return instantAt(clock, wall.getTime())
}

function wallStart(wallMs: number, granularity: 'day' | 'week' | 'month'): number {
  const day = wallMs - modulo(wallMs, dayMs)
  const date = new Date(day)
  if (granularity === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  return granularity === 'week' ? day - ((date.getUTCDay() + 6) % 7) * dayMs : day
}

/** `2026-11`, `2026-11-21` or `2026-11-21T14:15+01:00`. */
function keyOf(startMs: number, granularity: Granularity, clock: ZoneClock): string {
  const wall = clock.wallMs(startMs)
  const text = new Date(wall).toISOString()
  if (granularity === 'month') return text.slice(0, 7)
  if (granularity === 'day' || granularity === 'week') return text.slice(0, 10)
  const offset = Math.round((wall - startMs) / minuteMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const away = Math.abs(offset)
  return `${text.slice(0, 16)}${offset < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
}

type Words = (fromMs: number, toMs: number) => { label: string; title: string }

function wordsOf(granularity: Granularity, { zone }: ZoneClock, lengthMs: number): Words {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
    return (atMs: number) => made.format(atMs)
  }
  const day = format({ day: 'numeric', month: 'short' })
  const wholeDay = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const month = format({ month: 'short', year: 'numeric' })
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const zoned = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' })
  switch (granularity) {
    case 'month':
      return (from) => ({ label: month(from), title: month(from) })
    case 'week':
      return (from, to) => ({ label: day(from), title: `${day(from)} to ${wholeDay(to - 1)}` })
    case 'day':
      return (from) => ({ label: day(from), title: wholeDay(from) })
    case 'hour':
    case 'quarter': {
      const isOneDay = lengthMs <= dayMs
      return (from, to) => ({
        label: isOneDay ? time(from) : `${day(from)} ${time(from)}`,
        title: `${wholeDay(from)}, ${time(from)} to ${zoned(to)}`,
      })
    }
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
