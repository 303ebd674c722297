import type { EpochMs } from '#contract/units'
import { type CivilTime, utcMs } from './calendar.ts'

/** When a day's allowance starts anew: a time of day, `HH:MM`, in an IANA zone such as `America/Los_Angeles`. */
export interface DayReset {
  readonly time: string
  readonly zone: string
}

const dayMs = 86_400_000
const resetText = /^((?:[01]\d|2[0-3]):[0-5]\d) (\S+)$/

/** Reads `HH:MM Zone`; undefined when either is not one. */
export function dayResetFrom(text: string): DayReset | undefined {
  const [, time, zone] = resetText.exec(text) ?? []
  return time !== undefined && zone !== undefined && isTimeZone(zone) ? { time, zone } : undefined
}

/** The latest reset at or before `nowMs`. `RangeError` for a zone that `dayResetFrom` would refuse. */
export function lastResetAtMs(nowMs: EpochMs, reset: DayReset): EpochMs {
  return Math.max(...resetsAround(nowMs, reset).filter((atMs) => atMs <= nowMs)) as EpochMs
}

/** The earliest reset after `nowMs`. `RangeError` for a zone that `dayResetFrom` would refuse. */
export function nextResetAtMs(nowMs: EpochMs, reset: DayReset): EpochMs {
  return Math.min(...resetsAround(nowMs, reset).filter((atMs) => atMs > nowMs)) as EpochMs
}

/** An IANA zone that this computer's calendar knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The resets of the local days around now. Two on either side, since a zone may skip or repeat most of a day. */
function resetsAround(nowMs: number, reset: DayReset): number[] {
  const localMs = localClock(reset.zone)
  const timeMs = (Number(reset.time.slice(0, 2)) * 60 + Number(reset.time.slice(3))) * 60_000
  const midnightMs = Math.floor(localMs(nowMs) / dayMs) * dayMs
  return [-2, -1, 0, 1, 2].map((days) => instantOf(midnightMs + days * dayMs + timeMs, localMs))
}

/**
 * The instant at which the zone's wall clock shows `wallMs`. Shown twice (autumn): the first. Never shown (spring): as if the clock had not yet been moved,
 * which is as long after the gap's start as the wall time says.
 */
export function instantOf(wallMs: number, localMs: (epochMs: number) => number): number {
  const earlierMs = wallMs - (localMs(wallMs - dayMs) - (wallMs - dayMs))
  const laterMs = wallMs - (localMs(wallMs + dayMs) - (wallMs + dayMs))
  return localMs(earlierMs) !== wallMs && localMs(laterMs) === wallMs ? laterMs : earlierMs
}

/** What the zone's wall clock shows at an instant, as the milliseconds since 1970 that it would be in UTC; to the second. */
export function localClock(zone: string): (epochMs: number) => number {
  const civil = civilClock(zone)
  return (epochMs) => Number(utcMs(civil(epochMs)))
}

/** What the zone's wall clock shows at an instant. */
export function civilClock(zone: string): (epochMs: number) => CivilTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (epochMs) => {
    const parts = new Map(format.formatToParts(epochMs).map((part) => [part.type, part.value]))
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
    return {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
    }
  }
}
