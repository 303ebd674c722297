import type { EpochMs } from '#contract/units'
import { utcMs } from './calendar.ts'
import { civilClock, instantOf, lastResetAtMs, localClock, nextResetAtMs } from './day-reset.ts'

/** From an instant until just before another. */
export interface Period {
  readonly fromMs: EpochMs
  readonly untilMs: EpochMs
}

/** The day of a zone's calendar that `nowMs` is in. `RangeError` for a zone that `isTimeZone` refuses. */
export function dayAt(nowMs: EpochMs, zone: string): Period {
  const midnight = { time: '00:00', zone }
  return { fromMs: lastResetAtMs(nowMs, midnight), untilMs: nextResetAtMs(nowMs, midnight) }
}

/** The month of a zone's calendar that `nowMs` is in. `RangeError` for a zone that `isTimeZone` refuses. */
export function monthAt(nowMs: EpochMs, zone: string): Period {
  const localMs = localClock(zone)
  const { year, month } = civilClock(zone)(nowMs)
  const starts = [-1, 0, 1, 2].map((months) => instantOf(firstOfMonth(year * 12 + (month - 1) + months), localMs))
  return {
    fromMs: Math.max(...starts.filter((atMs) => atMs <= nowMs)) as EpochMs,
    untilMs: Math.min(...starts.filter((atMs) => atMs > nowMs)) as EpochMs,
  }
}

/** What the wall clock shows when a month begins, counted from January of the year 0. */
function firstOfMonth(months: number): number {
  return Number(utcMs({ year: Math.floor(months / 12), month: (months % 12) + 1, day: 1, hour: 0, minute: 0, second: 0 }))
}
