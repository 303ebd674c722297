import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { EpochMs } from '#contract/units'
import { dayAt, monthAt } from './periods.ts'

const at = (text: string) => EpochMs.parse(Date.parse(text))
const iso = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }) => [fromMs, untilMs].map((ms) => new Date(ms).toISOString())

describe('the day an instant is in', () => {
  it('runs from midnight to midnight of the zone', () => {
    expect(iso(dayAt(at('2026-11-21T10:00:00Z'), 'UTC'))).toEqual(['2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z'])
    expect(iso(dayAt(at('2026-11-21T03:00:00Z'), 'America/Los_Angeles'))).toEqual(['2026-11-20T08:00:00.000Z', '2026-11-21T08:00:00.000Z'])
  })

  it('is 25 hours long when the clock goes back', () => {
    expect(iso(dayAt(at('2026-10-25T12:00:00Z'), 'Europe/Berlin'))).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
  })
})

describe('the month an instant is in', () => {
  it.each([
    ['2026-11-30T23:30:00Z', 'UTC', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-11-30T23:30:00Z', 'Asia/Tokyo', '2026-11-30T15:00:00.000Z', '2026-12-31T15:00:00.000Z'],
    ['2026-12-31T23:30:00Z', 'America/New_York', '2026-12-01T05:00:00.000Z', '2027-01-01T05:00:00.000Z'],
    ['2027-01-01T00:00:00Z', 'UTC', '2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'],
    ['2028-02-29T12:00:00Z', 'UTC', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
  ])('at %s in %s runs from %s until %s', (now, zone, from, until) => {
    expect(iso(monthAt(at(now), zone))).toEqual([from, until])
  })

  property.prop([
    fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 }),
    fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Pacific/Apia', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
  ])('holds the day, and both hold the instant', (ms, zone) => {
    const now = EpochMs.parse(ms)
    const [day, month] = [dayAt(now, zone), monthAt(now, zone)]
    expect(day.fromMs <= now && now < day.untilMs).toBe(true)
    expect(month.fromMs <= day.fromMs && day.untilMs <= month.untilMs).toBe(true)
    expect(month.untilMs - month.fromMs).toBeLessThanOrEqual(31 * 86_400_000 + 7_200_000)
  })
})
