/** What a wall clock shows: `wallMs` are the milliseconds since 1970 that it would be in UTC. */
export interface ZoneClock {
  readonly zone: string
  readonly wallMs: (atMs: number) => number
}

const dayMs = 86_400_000

/** The wall clock of an IANA zone; of UTC where this browser does not know it. */
export function zoneClock(zone: string): ZoneClock {
  if (zone === 'UTC') return { zone, wallMs: (atMs) => atMs }
  const format = formatOf(zone)
  if (format === undefined) return { zone: 'UTC', wallMs: (atMs) => atMs }
  return {
    zone,
    wallMs: (atMs) => {
      const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
      const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
      const seconds = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
      return seconds + (((atMs % 1000) + 1000) % 1000)
    },
  }
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}

/** The instant at which the clock shows `wallMs`. Shown twice (autumn): the first. Never shown (spring): as if it had not yet been moved. */
export function instantAt({ wallMs }: ZoneClock, shownMs: number): number {
  const earlier = shownMs - (wallMs(shownMs - dayMs) - (shownMs - dayMs))
  const later = shownMs - (wallMs(shownMs + dayMs) - (shownMs + dayMs))
  return wallMs(earlier) !== shownMs && wallMs(later) === shownMs ? later : earlier
}
