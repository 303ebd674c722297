import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, ProviderKey, RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { failureOf } from '../builders/failure.ts'
import { type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { openReportsEngine, runOf, untilFinished } from './reports-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine
let run: RunId

beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder })
  run = await runOf(under, ['alpha/cheap', 'alpha/dear', 'beta/unpriced'], 30)
  await untilFinished(under, run)
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const [cheap, dear] = ['alpha/cheap' as ModelRef, 'alpha/dear' as ModelRef]

describe('what calls would have cost', () => {
  it('is what they cost at the prices that were in force', async () => {
    const { rows, total, watermark } = await under.client.reports.reprice({ prices: { at: 'now' } })
    const { total: costs } = await under.client.costs.report({ groupBy: ['model'] })

    expect(watermark).toBe((await under.client.costs.report({ groupBy: ['model'] })).watermark)
    expect(total).toMatchObject({ model: null, calls: costs.calls, wasNanoUsd: costs.cost.nanoUsd, wouldBeNanoUsd: costs.cost.nanoUsd })
    expect(total.unpriced).toBe(costs.cost.coverage.unknown.calls + costs.cost.coverage.maybe_billed.calls)
    expect(rows.map(({ model }) => model)).toEqual(['alpha/dear', 'alpha/cheap', 'beta/unpriced'])
    expect(rows.map(({ calls, priced, unpriced }) => calls - priced - unpriced)).toEqual([0, 0, 0])
  })

  it('is the sum of each call at another model’s rates, rounded call by call', async () => {
    const { total } = await under.client.reports.reprice({ run, model: cheap, prices: { at: 'model', model: dear } })
    const calls = under.rows<{ input: number; cached: number; output: number; cost_state: string }>(
      `select coalesce(estimated_input_tokens, uncached_input_tokens) as input, cache_read_input_tokens as cached,
        coalesce(estimated_output_tokens, text_output_tokens) as output, cost_state from attempt where request_model_id = 1 and cost_nanousd is not null`,
    )
    // Whole numbers of pico-USD: 15,000,000, 1,500,000 and 75,000,000 a token are multiples of 1,000.
    const nano = calls.reduce(
      (sum, { input, cached, output, cost_state }) =>
        cost_state === 'none' ? sum : sum + input * 15_000 + cached * 1500 + output * 75_000,
      0,
    )

    expect(total.wouldBeNanoUsd).toBe(nano)
  })

  it('is as many times as much as its rates', async () => {
    const { rows } = await under.client.reports.reprice({ model: dear, prices: { at: 'factor', input: 2, output: 2 } })
    expect(rows).toHaveLength(1)
    expect(rows[0]?.wouldBeNanoUsd).toBe(2 * (rows[0]?.wasNanoUsd ?? 0))
  })

  it('is not known at an instant before there was a price', async () => {
    const { total } = await under.client.reports.reprice({ model: dear, prices: { at: 'instant', instantMs: 1000 as EpochMs } })
    expect(total.wouldBeNanoUsd).toBe(0)
    expect(total.priced).toBe(
      under.rows<{ n: number }>(`select count(*) as n from attempt where request_model_id = 2 and cost_state = 'none'`)[0]?.n,
    )
  })

  it('is refused for a model that is not there', async () => {
    const asked = under.client.reports.reprice({ prices: { at: 'model', model: 'alpha/deer' as ModelRef } })
    expect(await failureOf(asked)).toMatchObject({ code: 'NOT_FOUND', near: ['alpha/dear'] })
  })

  it('is asked for no longer than somebody waits', async () => {
    const patience = AbortSignal.abort()
    await expect(under.client.reports.reprice({ prices: { at: 'now' } }, { signal: patience })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

describe('a provider’s own file beside the ledger', () => {
  const reconcile = (text: string, timeZone?: string) =>
    under.client.reports.reconcile({
      provider: 'alpha' as ProviderKey,
      text,
      file: 'costs.csv',
      ...(timeZone !== undefined && { timeZone }),
    })

  it('agrees line by line when it says the same', async () => {
    const { rows } = await under.client.costs.report({ groupBy: ['day', 'served_model'], provider: 'alpha' as ProviderKey })
    const lines = rows.map(({ group, cost }) => `${group[0]},${group[1]?.split('/')[1]},${cost.nanoUsd / 1e9}`)
    const found = await reconcile(`date,model,cost_usd\n${lines.join('\n')}\n`)

    expect(found).toMatchObject({ format: 'generic', gapNanoUsd: 0, skippedLines: 0, fromDay: rows[0]?.group[0] })
    expect(found.rows.map(({ model, reason }) => [model, reason]).sort()).toEqual([
      ['alpha/cheap', 'agrees'],
      ['alpha/dear', 'agrees'],
    ])
    expect(found.ours).toEqual((await under.client.costs.report({ groupBy: ['day'], provider: 'alpha' as ProviderKey })).total.cost)
  })

  it('says what is likely where it differs', async () => {
    const { rows } = await under.client.costs.report({ groupBy: ['day', 'served_model'], provider: 'alpha' as ProviderKey })
    const [day = ''] = rows[0]?.group ?? []
    const ofDear = rows.find(({ group }) => group[1] === 'alpha/dear')
    const found = await reconcile(`date,model,cost_usd\n${day},dear,${((ofDear?.cost.nanoUsd ?? 0) + 1000) / 1e9}\n${day},sora,3.00\n`)

    expect(found.rows.find(({ model }) => model === 'alpha/dear')).toMatchObject({ gapNanoUsd: 1000, reason: 'maybe_billed' })
    expect(found.rows.find(({ name }) => name === 'sora')).toMatchObject({
      model: null,
      gapNanoUsd: 3_000_000_000,
      reason: 'not_in_ledger',
    })
    expect(found.rows.find(({ model }) => model === 'alpha/cheap')).toMatchObject({ file: { costNanoUsd: null }, reason: 'not_in_file' })
  })

  it('is refused with line and column when it is malformed', async () => {
    expect(await failureOf(reconcile('date,model,cost_usd\n2026-01-01,a,lots\n'))).toMatchObject({
      ...{ code: 'INVALID_INPUT', source: 'costs.csv' },
      issues: [{ path: 'cost_usd', line: 2, column: 3 }],
    })
  })
})
