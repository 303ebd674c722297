import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AttemptKind, CallMethod, CostState } from '#contract/calls'
import { ModelRef, ProviderKey } from '#contract/ids'
import { EpochMs } from '#contract/units'
import { pivot, sumOf as sumOfPoint } from '../../src/renderer/src/charts/chart-data.ts'
import { regroup, sumRows } from '../../src/renderer/src/charts/cost-rows.ts'
import { type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { exported, openReportsEngine, rowsIn, runOf, sumOf } from './reports-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine

beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

/** As a page asks: a few filters of several values each, an end in the last minute or none. */
const question = fc.record({
  scope: fc.record(
    {
      model: fc
        .subarray(['alpha/cheap', 'alpha/dear', 'beta/unpriced'], { minLength: 1 })
        .map((refs) => refs.map((ref) => ModelRef.parse(ref))),
      provider: fc.subarray(['alpha', 'beta'], { minLength: 1 }).map((keys) => keys.map((key) => ProviderKey.parse(key))),
      method: fc.constantFrom(...CallMethod.options),
      kind: fc.subarray([...AttemptKind.options], { minLength: 1 }),
      costState: fc.subarray([...CostState.options], { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  agoMs: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
  granularity: fc.constantFrom('quarter', 'hour', 'day', 'week', 'month'),
  stack: fc.constantFrom('model', 'provider'),
  timeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns'),
} as const)

it('chart, table and export have one total, to the nano-dollar, whatever is filtered by, while a run writes', async () => {
  const run = await runOf(under, ['alpha/cheap', 'alpha/dear', 'beta/unpriced'], 3000)
  const { costs } = under.client
  while ((await costs.report({})).total.calls < 40) await new Promise((resolve) => setImmediate(resolve))
  const isOver = async () => (await under.client.runs.get({ run })).status === 'finished'
  let askedMeanwhile = 0
  for (const { scope, agoMs, granularity, stack, timeZone } of fc.sample(question, { numRuns: 12, seed: 20261121 })) {
    if (!(await isOver())) askedMeanwhile += 1
    const nowMs = under.rows<{ at: number }>('select max(started_at_ms) as at from attempt')[0]?.at ?? 0
    const order = { ...scope, timeZone, ...(agoMs === undefined ? {} : { toMs: EpochMs.parse(nowMs - agoMs) }) }
    const { watermark } = await costs.report(order)
    const overTime = await costs.report({ ...order, groupBy: [granularity, stack], watermark })
    const parts = await costs.report({ ...order, groupBy: ['provider', 'model', 'method', 'kind'], watermark })
    const chart = pivot({
      rows: overTime.rows,
      points: [],
      pointOf: ({ group }) => group[0] ?? '',
      seriesOf: ({ group }) => group[1] ?? '',
      amountOf: ({ cost }) => cost.nanoUsd,
    })
    const asked = { report: 'costs', ...order, groupBy: [granularity, stack] }
    const done = await exported(under, asked, 'csv', undefined, watermark)
    const { total } = parts

    expect(chart.points.reduce((sum, { values }) => sum + sumOfPoint(values), 0)).toBe(total.cost.nanoUsd)
    expect(regroup(parts.rows, 1).reduce((sum, { cost }) => sum + cost.nanoUsd, 0)).toBe(total.cost.nanoUsd)
    expect(sumRows(parts.rows, total.group)).toEqual(total)
    expect(overTime.total.cost).toEqual(total.cost)
    expect(done.cost).toEqual(total.cost)
    // The last row is the file's own total.
    const rows = await rowsIn(done.path)
    expect(sumOf(rows.slice(0, -1), 'cost_nanousd')).toBe(BigInt(total.cost.nanoUsd))
    expect(sumOf(rows.slice(-1), 'cost_nanousd')).toBe(BigInt(total.cost.nanoUsd))
  }
  expect(askedMeanwhile).toBeGreaterThan(6)
})
