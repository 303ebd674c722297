import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { EpochMs } from '#contract/units'
import { type HourFigures, judgeDepartures, usualOf } from './departures.ts'

const hour = (figures: Partial<HourFigures> = {}): HourFigures => ({ calls: 30, cost: 1_000_000, failures: 0, latency: 1000, ...figures })
const days = (count: number, of: (day: number) => Partial<HourFigures> = () => ({})) =>
  Array.from({ length: count }, (_, day) => hour(of(day)))
const all = ['cost', 'latency', 'failures'] as const

function judge(now: Partial<HourFigures>, past: readonly HourFigures[], of: readonly (typeof all)[number][] = all) {
  const judged = judgeDepartures({ on: 'departure', of: [...of] }, { hours: [{ model: 'a/b', now: hour(now), past }], nowMs: 0 as EpochMs })
  if (judged.kind === 'unknown') throw new Error('nothing is judged')
  return judged
}
const keys = (...given: Parameters<typeof judge>) => judge(...given).findings.map(({ key }) => key)

describe('a departure from a past', () => {
  it('lies above the median by more than five median deviations, and is said with both figures', () => {
    const past = days(5, (day) => ({ latency: 1000 + day * 100 }))
    expect(keys({ latency: 1700 }, past, ['latency'])).toEqual([])
    const [finding] = judge({ latency: 1701 }, past, ['latency']).findings
    expect(finding).toMatchObject({ key: 'model:a/b latency', measured: '1.70 s (30 calls)', bound: '1.70 s' })
    expect(finding?.message).toBe(
      'a/b departs from its own past: of 30 calls in this hour the p50 of latency is 1.70 s, above 1.70 s: the median 1.20 s of the same hour on 5 days, and 5 times 100 ms.',
    )
  })

  it('is looked for in every measure by itself', () => {
    expect(keys({ cost: 2_000_000, latency: 5000, failures: 0.5 }, days(14))).toEqual([
      'model:a/b cost',
      'model:a/b latency',
      'model:a/b failures',
    ])
  })

  it('is none where the hour has fewer than 30 calls, or the past fewer than five days', () => {
    expect(keys({ calls: 29, latency: 9000 }, days(14))).toEqual([])
    expect(keys({ latency: 9000 }, days(4))).toEqual([])
    expect(keys({ latency: null }, days(14))).toEqual([])
    expect(keys({ latency: 9000 }, [...days(4), hour({ latency: null })], ['latency'])).toEqual([])
  })

  it('is no hair’s breadth above a past that never varied', () => {
    expect(keys({ cost: 1_099_999, latency: 1199, failures: 0.049 }, days(14))).toEqual([])
    expect(keys({ cost: 1_100_001, latency: 1201, failures: 0.051 }, days(14))).toHaveLength(3)
  })

  it('ends with its hour', () => {
    expect(judge({ latency: 9000 }, days(14)).dueMs).toBe(3_600_000)
    expect(judge({}, days(14)).dueMs).toBeUndefined()
  })

  it.prop([fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 14 }), fc.constantFrom(...all)])(
    'is never what the past itself had half of the time',
    (past, measure) => {
      const { bound, median } = usualOf(past, measure)
      expect(bound).toBeGreaterThan(median)
      expect(past.filter((value) => value > bound).length).toBeLessThanOrEqual(past.length / 2)
    },
  )
})
