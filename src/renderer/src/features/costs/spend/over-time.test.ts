import { describe, expect, it } from 'vitest'
import type { CostRow } from '#contract/costs'
import { zoneClock } from '#renderer/lib'
import type { CostsShown } from '../use-costs.ts'
import { periodsShown, spendOverTime, spendSoFar, sumOfChart, tokensOverTime } from './over-time.ts'
import { perSuccess } from './per-success.ts'

const utc = zoneClock('UTC')
const zero = { calls: 0, nanoUsd: 0 }
const coverage = { none: zero, reported: zero, computed: zero, estimated: zero, maybe_billed: zero, unknown: zero }

interface Given {
  readonly group: string[]
  readonly nanoUsd?: number
  readonly upper?: number
  readonly successes?: number
  readonly unknown?: number
  readonly output?: number
}
function row({ group, nanoUsd = 0, upper = 0, successes = 1, unknown = 0, output = 0 }: Given): CostRow {
  const counts = {
    calls: 2,
    answered: 1,
    failed: 1,
    succeededProbes: successes,
    inputTokens: 10,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
  }
  const cost = { nanoUsd, upperNanoUsd: upper, coverage: { ...coverage, unknown: { calls: unknown, nanoUsd: 0 } } }
  return { group, ...counts, outputTokens: output, reasoningOutputTokens: 0, cost } as CostRow
}

const overTime = [
  row({ group: ['2026-11-02', 'openai/a'], nanoUsd: 100, output: 5 }),
  row({ group: ['2026-11-02', 'openai/b'], nanoUsd: 30 }),
  row({ group: ['2026-11-04', 'openai/a'], nanoUsd: 7, upper: 3 }),
]
const parts = [
  row({ group: ['openai', 'openai/a', 'probe', 'first'], nanoUsd: 90, upper: 3, successes: 2 }),
  row({ group: ['openai', 'openai/a', 'probe', 'retry'], nanoUsd: 10, successes: 1 }),
  row({ group: ['openai', 'openai/a', 'judge', 'first'], nanoUsd: 7, successes: 0 }),
  row({ group: ['openai', 'openai/b', 'probe', 'first'], nanoUsd: 30, successes: 0 }),
  row({ group: ['openai', 'openai/c', 'probe', 'first'], nanoUsd: 0, successes: 1, unknown: 2 }),
]
const nowMs = Date.UTC(2026, 10, 4, 12)
const shown: CostsShown = {
  ...{ range: { name: 'month', fromMs: Date.UTC(2026, 10, 1), toMs: undefined }, nowMs, fromMs: Date.UTC(2026, 10, 1) },
  ...{ granularity: 'day', stack: 'model', by: 'model', watermark: 9, overTime, parts, ownPart: undefined, droppedBeforeMs: null },
  total: row({ group: [], nanoUsd: 137, upper: 3 }),
}

describe('spend over time', () => {
  it('has every day up to now, and adds up to the total', () => {
    const data = spendOverTime(shown, periodsShown(shown, utc))
    expect(data.points.map(({ key }) => key)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'])
    expect(sumOfChart(data)).toBe(137)
  })

  it('so far ends with the total, at most with what may have been billed, and knows nothing of days to come', () => {
    const data = spendSoFar(shown, utc)
    expect(data.series.map(({ id }) => id)).toEqual(['most', 'spent'])
    expect(data.points).toHaveLength(30)
    expect(data.points[3]?.values).toEqual([140, 137])
    expect(data.points[4]?.values).toEqual([null, null])
  })

  it('tokens are told by class, and a class that was never used is not', () => {
    const data = tokensOverTime(shown, periodsShown(shown, utc))
    expect(data.series.map(({ label }) => label)).toEqual(['Input', 'Output'])
    expect(sumOfChart(data)).toBe(35)
  })
})

it('a success costs all that its model’s probes cost; without one, or where nothing is known of the cost, that is not known', () => {
  expect(perSuccess(parts).map(({ model, nanoUsd, upToNanoUsd }) => [model, nanoUsd, upToNanoUsd])).toEqual([
    ['openai/a', 100 / 3, 103 / 3],
    ['openai/b', null, null],
    ['openai/c', null, null],
  ])
})
