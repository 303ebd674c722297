import { rmSync } from 'node:fs'
import { fc, test } from '@fast-check/vitest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CallCode, CostState } from '#contract/calls'
import { CostQuery } from '#contract/costs'
import type { RunId } from '#contract/ids'
import { ReportFormat } from '#contract/reports'
import { answered } from '../builders/outcomes.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { exported, oddOutcome, openReportsEngine, rowsIn, runOf, sumOf, untilFinished } from './reports-engine.ts'

const scratch = scratchFolder()
const models = ['alpha/cheap', 'alpha/dear', 'beta/unpriced'] as const
let under: ShippedEngine
let runs: readonly RunId[]
let instants: readonly number[]

beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder })
  const first = await runOf(under, models, 20)
  await untilFinished(under, first)
  const second = await runOf(under, ['alpha/dear'], 15)
  await untilFinished(under, second)
  runs = [first, second]
  instants = under.rows<{ at: number }>('select distinct started_at_ms as at from attempt order by at').map(({ at }) => at)
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

/** Any scope; what is drawn of runs and instants is resolved when they are there. */
const scopes = fc.record(
  {
    model: fc.subarray([...models], { minLength: 1 }),
    provider: fc.constantFrom('alpha', 'beta'),
    service: fc.constantFrom('alpha', 'alpha/dear'),
    costState: fc.subarray([...CostState.options], { minLength: 1 }),
    code: fc.subarray([...CallCode.options], { minLength: 3 }),
    run: fc.constantFrom(0, 1),
    from: fc.nat(40),
    length: fc.integer({ min: 1, max: 60 }),
  },
  { requiredKeys: [] },
)

function scopeOf({ run, from, length, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const fromMs = typeof from === 'number' ? instants[from % instants.length] : undefined
  return {
    ...rest,
    ...(typeof run === 'number' && { run: runs[run] }),
    ...(fromMs !== undefined && { fromMs }),
    ...(typeof length === 'number' && { toMs: (fromMs ?? instants[0] ?? 0) + length }),
  }
}

/** What a scope comes to by each way there is to ask. */
async function totalsOf(scope: object, format: ReportFormat) {
  const byDay = await under.client.costs.report(CostQuery.parse({ ...scope, groupBy: ['day'] }))
  const { watermark } = byDay
  const byModel = await under.client.costs.report({ ...CostQuery.parse({ ...scope, groupBy: ['model', 'cost_state'] }), watermark })
  const costs = await exported(under, { report: 'costs', ...scope, groupBy: ['served_model', 'code'] }, format)
  const calls = await exported(under, { report: 'calls', ...scope }, format)
  const [costRows, callRows] = [costs.rows === 0 ? [] : await rowsIn(costs.path), calls.rows === 0 ? [] : await rowsIn(calls.path)]
  for (const { path } of [costs, calls]) rmSync(path)
  const ofCosts =
    format === 'json'
      ? sumOf(
          costRows.map((row) => ({ n: (row['cost'] as { nanoUsd: number }).nanoUsd })),
          'n',
        )
      : sumOf(costRows, 'cost_nanousd')
  const hasTotal = format === 'csv' || format === 'jsonl'
  return {
    chart: byDay.rows.reduce((sum, { cost }) => sum + BigInt(cost.nanoUsd), 0n),
    total: BigInt(byDay.total.cost.nanoUsd),
    table: byModel.rows.reduce((sum, { cost }) => sum + BigInt(cost.nanoUsd), 0n),
    costFile: hasTotal ? ofCosts / 2n : ofCosts,
    callFile: sumOf(callRows, 'cost_nanousd'),
    told: [byDay.total.cost, costs.cost, calls.cost],
    counts: [byDay.total.calls, callRows.length],
  }
}

describe('chart, table and files', () => {
  test.prop([scopes, fc.constantFrom(...ReportFormat.options)], { numRuns: 12 })(
    'come to the same, to the nano-dollar, whatever is asked for',
    async (drawn, format) => {
      const { chart, total, table, costFile, callFile, told, counts } = await totalsOf(scopeOf(drawn), format)

      expect([chart, table, costFile, callFile]).toEqual([total, total, total, total])
      expect(told[1]).toEqual(told[0])
      expect(told[2]).toEqual(told[0])
      expect(counts[1]).toBe(counts[0])
    },
  )

  it('come to the same up to one watermark while a run writes', async () => {
    under.provider.rule = async (request) => oddOutcome(request)
    const run = await runOf(under, models, 60, 'meanwhile')
    for (let looks = 0; looks < 3; looks += 1) {
      const calls = await exported(under, { report: 'calls' }, 'jsonl')
      const asked = await under.client.costs.report({ groupBy: ['model'], watermark: calls.watermark })
      expect(calls.cost).toEqual(asked.total.cost)
      expect(sumOf(await rowsIn(calls.path), 'cost_nanousd')).toBe(BigInt(asked.total.cost.nanoUsd))
    }
    await untilFinished(under, run)
  })
})

describe('names that a spreadsheet would take for formulas', () => {
  it('reach it as text, and leave numbers numbers', async () => {
    const other = scratchFolder()
    const strange = await openShippedEngine({
      workspace: other.folder,
      rule: () => answered({ text: '@SUM(A1:A9)' }),
      seedCatalog: seedCatalogOf([{ key: 'alpha', models: [{ wireId: '=cmd|calc' }] }]),
    })
    await untilFinished(strange, await runOf(strange, ['alpha/=cmd|calc'], 1, '+1'))
    const query = `select '=1+1' as a, '-x' as b, -5 as c, '@d' as d, '+e' as e, char(9) || 'f' as f`
    const [row] = await rowsIn((await exported(strange, { report: 'query', query }, 'csv')).path)
    const [call] = await rowsIn((await exported(strange, { report: 'calls' }, 'csv')).path)
    await strange.stop()
    other.remove()

    expect(row).toEqual({ a: "'=1+1", b: "'-x", c: '-5', d: "'@d", e: "'+e", f: "'\tf" })
    expect(call).toMatchObject({ result: "'@SUM(A1:A9)", service: 'alpha/=cmd|calc' })
  })
})

describe('a report of what a question in SQL answers', () => {
  it.each(ReportFormat.options)('has its rows and columns, as %s', async (format) => {
    const query = 'select 1 as n, 1.5 as x, ulid as name, ulid as name, null as none from call_event order by seq limit 3'
    const done = await exported(under, { report: 'query', query }, format)
    const rows = await rowsIn(done.path)

    expect(done).toMatchObject({ rows: 3, cost: null })
    expect(Object.keys(rows[0] ?? {}).slice(0, 4)).toEqual(['n', 'x', 'name', 'name_2'])
    expect(Number(rows[0]?.['n']) + Number(rows[0]?.['x'])).toBe(2.5)
  })
})
