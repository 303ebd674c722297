import { describe, expect, it } from 'vitest'
import type { Coverage } from '#contract/costs'
import type { RunCounts } from '#contract/runs'
import type { NanoUsd } from '#contract/units'
import { projectCost, rangeOfEta } from './estimates.ts'

const none = { calls: 0, nanoUsd: 0 as NanoUsd }
const coverage: Coverage = { none, reported: none, computed: none, estimated: none, maybe_billed: none, unknown: none }
const countsOf = (counts: Partial<RunCounts>): RunCounts => ({
  ...{ total: 100, succeeded: 0, failed: 0, cancelled: 0, interrupted: 0, inFlight: 0, waiting: 0, attempts: 0 },
  ...counts,
})

describe('rangeOfEta', () => {
  it('is narrow after many probes and wide after few', () => {
    const width = (succeeded: number) => {
      const range = rangeOfEta({ etaMs: 60_000, counts: countsOf({ total: succeeded * 2, succeeded }), elapsedMs: 60_000 })
      return range === undefined ? 0 : (range.high - range.low) / 60_000
    }
    expect(width(1000)).toBeLessThan(0.12)
    expect(width(20)).toBeGreaterThan(0.6)
  })

  it('holds what the engine reckons', () => {
    const range = rangeOfEta({ etaMs: 30_000, counts: countsOf({ succeeded: 10 }), elapsedMs: 5000 })
    expect(range?.low).toBeLessThan(30_000)
    expect(range?.high).toBeGreaterThan(30_000)
  })

  it('is nothing while nothing can be said, and over when nothing is left', () => {
    expect(rangeOfEta({ etaMs: null, counts: countsOf({}), elapsedMs: 1000 })).toBeUndefined()
    expect(rangeOfEta({ etaMs: 0, counts: countsOf({ succeeded: 100 }), elapsedMs: 1000 })).toEqual({ low: 0, high: 0 })
  })
})

describe('projectCost', () => {
  const cost = { nanoUsd: 500 as NanoUsd, upperNanoUsd: 100 as NanoUsd, coverage }

  it('goes on at the price of what has ended, between what is known and what may have been billed', () => {
    expect(projectCost({ counts: countsOf({ succeeded: 20, failed: 5 }), cost })).toEqual({ low: 2000, high: 2400 })
  })

  it('of a run that is over is its cost', () => {
    expect(projectCost({ counts: countsOf({ succeeded: 60, cancelled: 40 }), cost })).toEqual({ low: 500, high: 600 })
  })

  it('is nothing before a probe has ended, or where a cost is not known', () => {
    expect(projectCost({ counts: countsOf({}), cost })).toBeUndefined()
    const unknown = { ...cost, coverage: { ...coverage, unknown: { calls: 1, nanoUsd: 0 as NanoUsd } } }
    expect(projectCost({ counts: countsOf({ succeeded: 1 }), cost: unknown })).toBeUndefined()
  })
})
