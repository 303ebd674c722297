import { describe, expect, it } from 'vitest'
import type { CostTotal } from '#contract/costs'
import type { ModelRef, RunId } from '#contract/ids'
import type { ActiveRunView, RunSummary } from '#contract/runs'
import type { EpochMs, NanoUsd } from '#contract/units'
import { withActive } from './listed-run.ts'
import { readRunsSearch } from './search.ts'

const nothing = { calls: 0, nanoUsd: 0 as NanoUsd }
const costOf = (nanoUsd: number): CostTotal => ({
  nanoUsd: nanoUsd as NanoUsd,
  upperNanoUsd: 0 as NanoUsd,
  coverage: { none: nothing, reported: nothing, computed: nothing, estimated: nothing, maybe_billed: nothing, unknown: nothing },
})
const id = '01JD3R0W8Q5TN2N4Z1V9K7XH6C' as RunId
const counts = { total: 10, succeeded: 1, failed: 0, cancelled: 1, interrupted: 0, inFlight: 0, waiting: 0, attempts: 1 }
const run: RunSummary = {
  id,
  name: 'Capitals',
  status: 'running',
  pauseReason: null,
  onRestart: 'hold',
  user: 'ada',
  models: ['simulator/swift' as ModelRef],
  createdAtMs: 1 as EpochMs,
  startedAtMs: 1 as EpochMs,
  finishedAtMs: null,
  budgetNanoUsd: null,
  counts,
  cost: costOf(1),
  checks: null,
  rerunOf: null,
}
const view: ActiveRunView = {
  ...{ id, name: 'Capitals', status: 'draining', total: 10, done: 6, failed: 2, inFlight: 3, etaMs: 4000 },
  ...{ cost: costOf(2), budgetNanoUsd: null, hasAlerts: false },
}

describe('a run in the list', () => {
  it('is as it was last told, where that is newer', () => {
    expect(withActive([run], [view])).toEqual([
      { ...run, status: 'draining', cost: costOf(2), etaMs: 4000, counts: { ...counts, succeeded: 3, failed: 2, inFlight: 3 } },
    ])
  })
  it('that is over is not told of any more', () => {
    const over: RunSummary = { ...run, status: 'finished' }
    expect(withActive([over], [view])).toEqual([{ ...over, etaMs: null }])
  })
  it('is as it was listed when nothing is told of it', () => {
    expect(withActive([run], [{ ...view, id: '01JD3R0W8Q5TN2N4Z1V9K7XH6D' as RunId }])).toEqual([{ ...run, etaMs: null }])
  })
})

it('what an address says that makes no sense is passed over', () => {
  expect(readRunsSearch({ status: 'paused', find: ' x ', more: 1 })).toEqual({ status: 'paused', find: 'x' })
  expect(readRunsSearch({ status: 'gone', find: 7 })).toEqual({})
})
