import { fc, test } from '@fast-check/vitest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import { CostDimension, type CostRow } from '#contract/costs'
import type { ModelRef, ProviderKey, RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { failureOf } from '../builders/failure.ts'
import { answered, failed } from '../builders/outcomes.ts'
import { usageOf } from '../builders/prices.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'

/** 2026-11-18, 23:30 UTC. */
const startAtMs = Date.UTC(2026, 10, 18, 23, 30)
const clock = new VirtualClock(startAtMs)
const scratch = scratchFolder()
let under: ShippedEngine
let firstRun: RunId

beforeAll(async () => {
  const models = [
    { wireId: 'cheap', price: { input: '0.07', output: '0.33' } },
    { wireId: 'dear', price: { input: '15', output: '75' } },
  ]
  under = await openShippedEngine({
    ...{ workspace: scratch.folder, clock, rule: oddOutcome },
    seedCatalog: seedCatalogOf([
      { key: 'alpha', models, pools: [{ maxParallel: 8 }] },
      { key: 'beta', models: [{ wireId: 'unpriced', price: null }], pools: [{ maxParallel: 8 }] },
    ]),
  })
  firstRun = await runToEnd(['alpha/cheap', 'alpha/dear', 'beta/unpriced'])
  await clock.advance(3_600_000)
  await runToEnd(['alpha/cheap'])
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

/** Answers of odd sizes, and between them every way a call can fail to say what it cost. */
function oddOutcome({ index }: SeenRequest) {
  const usage = usageOf({ uncachedInputTokens: 1 + index * 13, cacheReadInputTokens: index % 5, textOutputTokens: index * 7 })
  if (index % 7 === 3) return failed('BAD_REQUEST')
  if (index % 7 === 4) return failed('TIMEOUT', { stage: 'unanswered', retryable: false })
  if (index % 7 === 5) return failed('NETWORK', { stage: 'partial', partialText: 'The cap', retryable: false })
  return answered({ usage })
}

async function runToEnd(models: readonly string[]): Promise<RunId> {
  const dataset = Array.from({ length: 20 }, (_, n) => ({ n }))
  const batch = Batch.parse({ name: 'odd', prompt: 'Say {{n}}.', dataset, models, parameters: { maxOutputTokens: 500 } })
  const { id } = await under.client.runs.start({ batch })
  while ((await under.client.runs.get({ run: id })).status !== 'finished') await new Promise((resolve) => setImmediate(resolve))
  return id
}

interface AttemptRow {
  readonly state: string
  readonly cost_state: string
  readonly nano: bigint
  readonly upper: bigint
}

/** The same sums by another way: row by row, in big integers. */
function sumOf(where = '1 = 1'): { calls: number; answered: number; nano: bigint; upper: bigint; states: Record<string, number> } {
  const rows = under.rows<Record<keyof AttemptRow, string>>(
    `select state, cost_state, cast(coalesce(cost_nanousd, 0) as text) as nano,
      cast(case when cost_nanousd is null then coalesce(cost_upper_nanousd, 0) else 0 end as text) as upper
    from attempt where ${where}`,
  )
  const states: Record<string, number> = {}
  for (const row of rows) states[row.cost_state] = (states[row.cost_state] ?? 0) + 1
  return {
    calls: rows.length,
    answered: rows.filter((row) => row.state === 'answered').length,
    nano: rows.reduce((sum, row) => sum + BigInt(row.nano), 0n),
    upper: rows.reduce((sum, row) => sum + BigInt(row.upper), 0n),
    states,
  }
}

const nanoOf = (rows: readonly CostRow[]) => rows.reduce((sum, row) => sum + BigInt(row.cost.nanoUsd), 0n)
const callsOf = (rows: readonly CostRow[]) => rows.reduce((sum, row) => sum + row.calls, 0)

describe('the cost report', () => {
  it('comes to the sum over all attempts, to the nano-dollar, and says how sure it is', async () => {
    const { total } = await under.client.costs.report({})
    const { calls, answered: answeredCalls, nano, upper, states } = sumOf()
    expect(calls).toBe(80)
    expect([total.calls, total.answered, total.failed]).toEqual([calls, answeredCalls, calls - answeredCalls])
    expect([BigInt(total.cost.nanoUsd), BigInt(total.cost.upperNanoUsd)]).toEqual([nano, upper])
    expect(nano).toBeGreaterThan(0n)
    for (const [state, count] of Object.entries(states)) expect(total.cost.coverage, state).toMatchObject({ [state]: { calls: count } })
    expect(Object.keys(states).sort()).toEqual(['computed', 'estimated', 'maybe_billed', 'none', 'unknown'])
  })

  it('never takes an unknown price for nothing: such calls are counted apart', async () => {
    const { rows } = await under.client.costs.report({ groupBy: ['provider'] })
    const beta = rows.find((row) => row.group[0] === 'beta')
    expect(beta?.cost.nanoUsd).toBe(0)
    expect(beta?.cost.coverage.unknown.calls).toBeGreaterThan(0)
    expect(beta?.cost.coverage.computed.calls).toBe(0)
  })

  test.prop([fc.uniqueArray(fc.constantFrom(...CostDimension.options), { minLength: 1, maxLength: 4 })], { numRuns: 15 })(
    'has the same total whatever it is grouped by',
    async (groupBy) => {
      const { rows, total, dimensions } = await under.client.costs.report({ groupBy })
      const { calls, nano } = sumOf()
      expect(dimensions).toEqual(groupBy)
      expect([nanoOf(rows), callsOf(rows), BigInt(total.cost.nanoUsd)]).toEqual([nano, calls, nano])
      expect(new Set(rows.map((row) => JSON.stringify(row.group))).size).toBe(rows.length)
      expect(rows.every((row) => row.group.length === groupBy.length)).toBe(true)
    },
  )

  it('orders by cost, dearest first; days and hours by time', async () => {
    const byModel = await under.client.costs.report({ groupBy: ['model'] })
    expect(byModel.rows.map((row) => row.group[0])).toEqual(['alpha/dear', 'alpha/cheap', 'beta/unpriced'])
    const byDay = await under.client.costs.report({ groupBy: ['day'] })
    expect(byDay.rows.map((row) => row.group)).toEqual([['2026-11-18'], ['2026-11-19']])
    const byHour = await under.client.costs.report({ groupBy: ['hour'] })
    expect(byHour.rows.map((row) => row.group)).toEqual([['2026-11-18T23:00Z'], ['2026-11-19T00:00Z']])
  })

  it('takes a range from its first instant up to, and without, its last', async () => {
    const midnight = Date.UTC(2026, 10, 19) as EpochMs
    const before = await under.client.costs.report({ toMs: midnight })
    const after = await under.client.costs.report({ fromMs: midnight })
    expect([before.total.calls, after.total.calls]).toEqual([60, 20])
    const start = startAtMs as EpochMs
    expect((await under.client.costs.report({ fromMs: start, toMs: (start + 1) as EpochMs })).total.calls).toBe(60)
    expect((await under.client.costs.report({ toMs: start })).rows).toEqual([])
  })

  it('narrows to a run, a provider, a model', async () => {
    const calls = async (filter: { run?: RunId; provider?: ProviderKey; model?: ModelRef }) =>
      (await under.client.costs.report(filter)).total.calls
    expect(await calls({ run: firstRun })).toBe(60)
    expect(await calls({ provider: 'beta' as ProviderKey })).toBe(20)
    expect(await calls({ model: 'alpha/cheap' as ModelRef })).toBe(40)
    expect(await calls({ run: firstRun, model: 'alpha/cheap' as ModelRef })).toBe(20)
  })

  it('refuses what is not there instead of reporting nothing', async () => {
    const missing = { run: '01KADS4E3X4ZC0S8C6J7V5N2QH' as RunId, provider: 'alfa' as ProviderKey, model: 'alpha/cheep' as ModelRef }
    for (const [what, name] of Object.entries(missing))
      expect(await failureOf(under.client.costs.report({ [what]: name }))).toMatchObject({ code: 'NOT_FOUND', what, name })
    expect(await failureOf(under.client.costs.report({ fromMs: 2 as EpochMs, toMs: 1 as EpochMs }))).toMatchObject({
      ...{ code: 'INVALID_INPUT', issues: [{ path: 'toMs' }] },
    })
  })

  it('is the same at the same watermark, whatever was sent since', async () => {
    const first = await under.client.costs.report({ groupBy: ['model', 'cost_state'] })
    await runToEnd(['alpha/cheap', 'alpha/dear'])
    const again = await under.client.costs.report({ groupBy: ['model', 'cost_state'], watermark: first.watermark })
    expect(again).toEqual(first)
    const now = await under.client.costs.report({ groupBy: ['model', 'cost_state'] })
    expect(now.watermark).toBeGreaterThan(first.watermark)
    expect(now.total.calls).toBe(first.total.calls + 40)
  })
})

describe('the results of a run', () => {
  it('come to what the report of the run comes to', async () => {
    const { items, total } = await under.client.runs.results({ run: firstRun })
    const report = await under.client.costs.report({ run: firstRun, groupBy: ['model'] })
    expect(items.map((item) => item.model)).toEqual(['alpha/cheap', 'alpha/dear', 'beta/unpriced'])
    for (const item of items) expect(item.cost).toEqual(report.rows.find((row) => row.group[0] === item.model)?.cost)
    expect(total.cost).toEqual(report.total.cost)
    expect([total.probes, total.succeeded + total.failed]).toEqual([60, 60])
  })

  it('count each failure by its code', async () => {
    const { items } = await under.client.runs.results({ run: firstRun })
    const failures = items.flatMap((item) => item.failures)
    expect(new Set(failures.map((failure) => failure.code))).toEqual(new Set(['BAD_REQUEST', 'NETWORK', 'TIMEOUT']))
    expect(failures.reduce((sum, failure) => sum + failure.probes, 0)).toBe(items.reduce((sum, item) => sum + item.failed, 0))
  })
})

describe('the ledger of calls', () => {
  it('is read newest first, a page at a time, each call once; the last page names no next', async () => {
    const ids: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await under.client.runs.calls({ run: firstRun, limit: 20, after })
      ids.push(...page.items.map((call) => call.id))
      if (page.next === undefined) break
      after = page.next
    }
    const stored = under.rows<{ ulid: string }>(
      'select ulid from attempt where run_id = (select id from run where ulid = ?) order by id desc',
      firstRun,
    )
    expect(ids).toEqual(stored.map((row) => row.ulid))
    expect(ids).toHaveLength(60)
  })

  it('shows each probe with its transcript: messages, answer, usage, cost and the prices it was reckoned at', async () => {
    const { items } = await under.client.runs.probes({ run: firstRun, model: 'alpha/dear' as ModelRef, limit: 500 })
    const probe = items.find((each) => each.estimatedCost?.state === 'computed')
    if (probe === undefined) throw new Error('some probe has a cost')
    const { model, promptIndex, sample } = probe
    const transcript = await under.client.runs.transcript({ run: firstRun, model, promptIndex, sample })
    expect(transcript).toMatchObject({
      ...{ variables: { n: promptIndex }, messages: [{ role: 'user', content: `Say ${promptIndex}.` }], answer: 'OK' },
      costSnapshot: { costInputPerMillion: '15', costOutputPerMillion: '75', source: 'a list' },
      calls: [{ state: 'answered', number: 1 }],
    })
    const { uncachedInputTokens = 0, textOutputTokens = 0 } = transcript.usage ?? {}
    expect(transcript.estimatedCost?.nanoUsd).toBe(uncachedInputTokens * 15_000 + textOutputTokens * 75_000)
    expect(transcript.calls[0]?.costNanoUsd).toBe(transcript.estimatedCost?.nanoUsd)
  })
})
