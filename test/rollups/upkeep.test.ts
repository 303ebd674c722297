import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import type { ModelRef, RunId } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { answered, failed } from '../builders/outcomes.ts'
import { usageOf } from '../builders/prices.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine
let first: RunId

beforeAll(async () => {
  const models = ['one', 'two'].map((wireId) => ({ wireId, price: { input: '0.07', output: '0.33' } }))
  under = await openShippedEngine({
    workspace: scratch.folder,
    seedCatalog: seedCatalogOf([{ key: 'alpha', models, pools: [{ maxParallel: 8 }] }]),
    rule: ({ index }) =>
      index % 10 === 3
        ? failed('BAD_REQUEST', { message: `No such field "x${index}" in request ${index}` })
        : answered({ usage: usageOf({ uncachedInputTokens: index, textOutputTokens: 2 * index }) }),
  })
  first = await runToEnd()
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

async function runToEnd(): Promise<RunId> {
  const dataset = Array.from({ length: 150 }, (_, n) => ({ n }))
  const batch = Batch.parse({ name: 'sums', prompt: 'Say {{n}}.', dataset, models: ['alpha/one', 'alpha/two'] })
  const { id } = await under.client.runs.start({ batch })
  while ((await under.client.runs.get({ run: id })).status !== 'finished') await new Promise((resolve) => setImmediate(resolve))
  return id
}

/** As somebody else's hand would. */
function change(sql: string): void {
  const db = new BetterSqlite(path.join(scratch.folder, 'assay.db'))
  try {
    db.exec(sql)
  } finally {
    db.close()
  }
}

const sums = async () => (await under.client.health.doctor()).items.find(({ name }) => name === 'sums')
const inSums = () => under.rows<{ calls: number }>('select coalesce(sum(calls), 0) as calls from rollup_quarter')[0]?.calls ?? 0
const calls = () => under.rows<{ calls: number; nano: number }>('select count(*) as calls, sum(cost_nanousd) as nano from attempt')[0]

describe('sums over calls', () => {
  it('follow the ledger while it grows', async () => {
    expect(inSums()).toBeGreaterThan(100)
    expect(await sums()).toEqual({ name: 'sums', status: 'ok', detail: 'come to what the calls come to' })
  })

  it('that are wrong are told of by the doctor, and made anew when asked', async () => {
    change('update rollup_quarter set cost_nanousd = cost_nanousd + 1')
    expect(await sums()).toMatchObject({ status: 'failed', detail: expect.stringContaining('assay doctor --rebuild-rollups') })
    expect(await under.client.health.rebuildRollups()).toEqual({ attempts: 300 })
    expect(await sums()).toMatchObject({ status: 'ok' })
    expect(inSums()).toBe(300)
  })

  it('that cannot be written cost no answer; what they lack is read from the calls, and made up for later', async () => {
    change(`create trigger no_sums before insert on rollup_quarter begin select raise(abort, 'no more sums'); end;
      create trigger no_more_sums before update on rollup_quarter begin select raise(abort, 'no more sums'); end`)
    const second = await runToEnd()
    const health = await under.client.ledger.health()
    expect(health).toMatchObject({ failedRollups: expect.any(Number), lastFailure: { message: expect.stringContaining('no more sums') } })
    expect(health.failedRollups).toBeGreaterThan(0)
    expect((await under.client.runs.get({ run: second })).counts).toMatchObject({ succeeded: 270, failed: 30 })
    expect(inSums()).toBe(300)
    const report = async () => (await under.client.costs.report({})).total
    expect([(await report()).calls, (await report()).cost.nanoUsd]).toEqual([600, calls()?.nano])
    change('drop trigger no_sums; drop trigger no_more_sums')
    expect(await under.client.health.rebuildRollups()).toEqual({ attempts: 600 })
    expect(inSums()).toBe(600)
  })
})

describe('how calls fared', () => {
  it('is told by group: how many were answered, and how long they took', async () => {
    const { rows, total, quantiles } = await under.client.analytics.performance({ groupBy: ['service'] })
    expect(quantiles).toBe('sketch')
    expect(Object.fromEntries(rows.map(({ group, calls: all }) => [group[0], all]))).toEqual({ 'alpha/one': 300, 'alpha/two': 300 })
    expect(total).toMatchObject({ calls: 600, answered: 540, successRate: 0.9 })
    const ofRun = await under.client.analytics.performance({ groupBy: ['method'], run: first })
    expect(ofRun).toMatchObject({ quantiles: 'exact', rows: [{ group: ['probe'], calls: 300, answered: 270 }] })
    expect(await under.client.analytics.performance({ minCalls: 1000 })).toMatchObject({ rows: [], total: { calls: 600 } })
    const bins = await under.client.analytics.latencies({})
    expect(bins.calls).toBe(540)
    expect(bins.bins.every(({ fromMs, upToMs }) => upToMs / fromMs < 1.041)).toBe(true)
  })

  it('is told by method of each service, most calls first', async () => {
    const { rows } = await under.client.analytics.methods({ run: first })
    expect(rows.map(({ service, method, calls: all }) => [service, method, all])).toEqual([
      ['alpha/one', 'probe', 150],
      ['alpha/two', 'probe', 150],
    ])
    expect((await under.client.analytics.methods({ minCalls: 301 })).rows).toEqual([])
  })

  it('is told of failures that are alike as of one', async () => {
    const { rows, calls: all } = await under.client.analytics.failures({})
    expect(all).toBe(60)
    expect(rows).toMatchObject([
      {
        code: 'BAD_REQUEST',
        shape: 'No such field … in request …',
        calls: 60,
        example: { message: expect.stringContaining('No such field "x') },
      },
    ])
  })

  it('is refused of what never was', async () => {
    const model = 'alpha/won' as ModelRef
    for (const ask of [
      under.client.analytics.performance,
      under.client.analytics.methods,
      under.client.analytics.failures,
      under.client.analytics.latencies,
    ])
      expect(await failureOf(ask({ model }))).toMatchObject({ code: 'NOT_FOUND', what: 'model', name: model })
  })

  it('shows the prices of a run beside those of today', async () => {
    const { items } = await under.client.costs.runPrices({ run: first })
    const priced = items.filter(({ was }) => was !== null)
    expect(priced.map(({ model }) => model).sort()).toEqual(['alpha/one', 'alpha/two'])
    expect(items.reduce((sum, item) => sum + item.calls, 0)).toBe(300)
    expect(priced[0]).toMatchObject({ was: { costInputPerMillion: '0.07' }, today: { costInputPerMillion: '0.07' }, isOther: false })
  })
})
