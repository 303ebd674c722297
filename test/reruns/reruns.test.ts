import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import type { ModelRef, RunId } from '#contract/ids'
import { advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const providers = [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }]
const both = ['alpha/one', 'alpha/two']

/** Refuses what names one of these, for good. */
const refusing =
  (...words: readonly string[]): Rule =>
  ({ call }) =>
    words.some((word) => `${call.wireId} ${call.messages.at(-1)?.content}`.includes(word)) ? failed('BAD_REQUEST') : answered()

/** A second each. */
const slow: Rule = async (_, clock) => {
  await clock.sleep(1000)
  return answered()
}

async function ran(under: EngineUnderTest, facts: Parameters<typeof batchOf>[0]): Promise<RunId> {
  const run = await under.start(batchOf(facts))
  await advanceToRest(under, run)
  return run
}

async function again(under: EngineUnderTest, order: Parameters<EngineUnderTest['client']['runs']['rerun']>[0]): Promise<RunId> {
  const { id } = await under.client.runs.rerun(order)
  await advanceToRest(under, id)
  return id
}

const cellsOf = (under: EngineUnderTest, run: RunId) =>
  under.rows<{ model: string; variables: string; sample: number; status: string }>(
    `select model.wire_id as model, variables, sample, probe.status from probe join run on run.id = probe.run_id join model on model.id = probe.model_id
     join prompt on prompt.run_id = probe.run_id and prompt.idx = probe.prompt_idx where run.ulid = ? order by model.id, prompt_idx, sample`,
    run,
  )

/** As a check would have it. */
function judge(under: EngineUnderTest, run: RunId, promptIdx: number, verdict: number): void {
  const db = new BetterSqlite(path.join(under.workspace, 'assay.db'))
  db.prepare('update probe set verdict = ? where run_id = (select id from run where ulid = ?) and prompt_idx = ?').run(
    verdict,
    run,
    promptIdx,
  )
  db.close()
}

describe('a rerun of what failed', () => {
  it('sends those cells alone, each as it was, in a run that names the first', async () => {
    const under = await openEngine({ providers, rule: refusing('one Say 1', 'two Say 3', 'two Say 0') })
    const run = await ran(under, { models: both, prompts: 5, samples: 2, parameters: { temperature: 0 } })
    const planned = await under.client.runs.planRerun({ run, what: 'failed' })
    expect(planned).toMatchObject({ prompts: 3, probes: 6, quote: { probes: 6, rows: [{ probes: 2 }, { probes: 4 }] } })
    under.provider.rule = () => answered({ text: 'now' })
    const before = under.provider.requests.length
    const next = await again(under, { run, what: 'failed' })
    expect(under.provider.requests.length - before).toBe(6)
    expect(cellsOf(under, next)).toEqual([
      { model: 'one', variables: '{"n":1}', sample: 0, status: 'succeeded' },
      { model: 'one', variables: '{"n":1}', sample: 1, status: 'succeeded' },
      { model: 'two', variables: '{"n":0}', sample: 0, status: 'succeeded' },
      { model: 'two', variables: '{"n":0}', sample: 1, status: 'succeeded' },
      { model: 'two', variables: '{"n":3}', sample: 0, status: 'succeeded' },
      { model: 'two', variables: '{"n":3}', sample: 1, status: 'succeeded' },
    ])
    const summary = await under.summary(next)
    expect(summary).toMatchObject({
      status: 'finished',
      counts: { total: 6, succeeded: 6, attempts: 6 },
      rerunOf: { run, name: 'a batch', what: 'failed' },
    })
    expect((await under.client.runs.results({ run: next })).items.map(({ model, probes }) => [model, probes])).toEqual([
      ['alpha/one', 2],
      ['alpha/two', 4],
    ])
    expect((await under.client.runs.list({ rerunOf: run, limit: 5 })).items.map(({ id }) => id)).toEqual([next])
    expect((await under.client.runs.list({ limit: 5 })).items.map(({ id, rerunOf }) => [id, rerunOf?.run])).toEqual([
      [next, run],
      [run, undefined],
    ])
    const first = under.rows('select variables, body_hash, bytes from prompt where run_id = 1 and idx in (0, 1, 3) order by idx')
    expect(under.rows('select variables, body_hash, bytes from prompt where run_id = 2 order by idx')).toEqual(first)
    const batch = await under.client.runs.batch({ run: next })
    expect(batch).toMatchObject({ dataset: [{ n: 0 }, { n: 1 }, { n: 3 }], samples: 2, parameters: { temperature: 0 } })
    expect((await under.client.runs.transcript({ run: next, promptIndex: 2, model: 'alpha/two' as ModelRef, sample: 1 })).answer).toBe(
      'now',
    )
  })

  it('leaves out a model of which nothing failed, and is one of a rerun, too', async () => {
    const under = await openEngine({ providers, rule: refusing('two Say 3', 'two Say 0') })
    const run = await ran(under, { models: both, prompts: 4 })
    under.provider.rule = refusing('Say 3')
    const next = await again(under, { run, what: 'failed' })
    expect(await under.summary(next)).toMatchObject({ models: ['alpha/two'], counts: { total: 2, succeeded: 1, failed: 1 } })
    under.provider.rule = () => answered()
    const last = await again(under, { run: next, what: 'failed' })
    expect(cellsOf(under, last)).toEqual([{ model: 'two', variables: '{"n":3}', sample: 0, status: 'succeeded' }])
    expect((await under.summary(last)).rerunOf).toMatchObject({ run: next })
  })

  it('of a cancelled run takes in what was never planned', async () => {
    const under = await openEngine({ providers, rule: slow })
    const run = await under.start(batchOf({ models: ['alpha/one'], prompts: 270, maxParallel: 1 }))
    await under.client.runs.cancel({ run, drain: false })
    under.provider.rule = () => answered()
    const { probes } = await under.client.runs.planRerun({ run, what: 'failed' })
    const next = await again(under, { run, what: 'failed' })
    expect(probes).toBe(270 - (await under.summary(run)).counts.interrupted)
    expect((await under.summary(next)).counts).toMatchObject({ total: probes, succeeded: probes })
    expect(new Set(cellsOf(under, next).map(({ variables }) => variables)).size).toBe(probes)
  })

  it('has the budget that was ordered alone, and a cap for its answers', async () => {
    const under = await openEngine({ providers, rule: refusing('Say 1') })
    const run = await ran(under, { prompts: 3, budgetUsd: '5' })
    const order = { run, what: 'failed' } as const
    expect((await under.client.runs.planRerun(order)).quote).toMatchObject({ budgetNanoUsd: null })
    expect((await under.client.runs.planRerun({ ...order, budgetUsd: '0.5' })).quote).toMatchObject({ budgetNanoUsd: 500_000_000 })
    expect(await failureOf(under.client.runs.rerun({ ...order, budgetUsd: '0.000000001' }))).toMatchObject({ code: 'BUDGET_EXCEEDED' })
    expect(under.value('select count(*) from run')).toBe(1)
    const next = await again(under, { ...order, budgetUsd: '0.5' })
    expect((await under.summary(next)).budgetNanoUsd).toBe(500_000_000)
  })
})

describe('a rerun of what failed its checks', () => {
  it('asks anew, whatever answers are kept', async () => {
    const under = await openEngine({ providers })
    const run = await ran(under, { prompts: 4, cache: true })
    judge(under, run, 1, 0)
    judge(under, run, 2, 1)
    judge(under, run, 3, 2)
    const before = under.provider.requests.length
    const next = await again(under, { run, what: 'failed_checks' })
    expect(under.provider.requests.length - before).toBe(1)
    expect(cellsOf(under, next).map(({ variables }) => variables)).toEqual(['{"n":1}'])
  })
})

describe('a rerun of what was interrupted', () => {
  it('sends that alone', async () => {
    const under = await openEngine({ providers, rule: slow })
    const run = await under.start(batchOf({ prompts: 3, maxParallel: 1 }))
    await under.client.runs.pause({ run, drain: false })
    await under.client.runs.cancel({ run })
    const next = await again(under, { run, what: 'interrupted' })
    expect(cellsOf(under, next)).toMatchObject([{ variables: '{"n":0}' }])
    expect((await under.client.runs.planRerun({ run, what: 'failed' })).probes).toBe(2)
  })
})

describe('a rerun of what is changed', () => {
  it('sends what the run has no answer to, by messages, model and sample', async () => {
    const under = await openEngine({ providers, rule: refusing('Say 2') })
    const run = await ran(under, { prompts: 3 })
    under.provider.rule = () => answered()
    const batch = Batch.parse({
      name: 'more',
      prompt: 'Say {{m}}.',
      dataset: [{ m: 7, note: 'new' }, { m: 1, note: 'asked' }, { m: 2 }, { m: 0 }],
      models: both,
      samples: 2,
    })
    expect(await under.client.runs.planRerun({ run, what: 'changed', batch })).toMatchObject({ prompts: 4, probes: 14 })
    const next = await again(under, { run, what: 'changed', batch: { ...batch, models: ['alpha/one' as ModelRef], samples: 1 } })
    expect(cellsOf(under, next)).toMatchObject([{ variables: '{"m":7,"note":"new"}' }, { variables: '{"m":2}' }])
    expect(await under.summary(next)).toMatchObject({ name: 'more', rerunOf: { run, what: 'changed' } })
    const same = { ...batch, dataset: [{ m: 0 }, { m: 1 }], models: ['alpha/one' as ModelRef], samples: 1 }
    expect(await failureOf(under.client.runs.rerun({ run, what: 'changed', batch: same }))).toMatchObject({
      code: 'CONFLICT',
      detail: 'it has an answer to every prompt of the batch',
    })
  })
})

describe('a rerun with more samples', () => {
  it('goes on from those there are, and on from there', async () => {
    const under = await openEngine({ providers })
    const run = await ran(under, { models: both, prompts: 2, samples: 2 })
    const next = await again(under, { run, what: 'samples', samples: 3 })
    expect(cellsOf(under, next).map(({ model, variables, sample }) => `${model} ${variables} ${sample}`)).toEqual([
      'one {"n":0} 2',
      'one {"n":1} 2',
      'two {"n":0} 2',
      'two {"n":1} 2',
    ])
    const last = await again(under, { run: next, what: 'samples', samples: 5 })
    expect([...new Set(cellsOf(under, last).map(({ sample }) => sample))]).toEqual([3, 4])
    expect((await under.summary(last)).counts.total).toBe(8)
  })
})

describe('a rerun', () => {
  it('is refused where nothing is to be sent again, or the run goes on, or the order says too much or too little', async () => {
    const under = await openEngine({ providers, rule: slow })
    const run = await under.start(batchOf({ prompts: 2 }))
    const { rerun, planRerun } = under.client.runs
    expect(await failureOf(planRerun({ run, what: 'failed' }))).toMatchObject({ code: 'CONFLICT', reason: 'state' })
    await advanceToRest(under, run)
    for (const what of ['failed', 'failed_checks', 'interrupted'] as const)
      expect(await failureOf(rerun({ run, what }))).toMatchObject({ code: 'CONFLICT', name: run })
    expect(await failureOf(rerun({ run, what: 'samples', samples: 1 }))).toMatchObject({ code: 'CONFLICT' })
    expect(await failureOf(rerun({ run, what: 'samples' }))).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'samples' }] })
    expect(await failureOf(rerun({ run, what: 'changed' }))).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'batch' }] })
    expect(await failureOf(rerun({ run, what: 'failed', samples: 3 }))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await failureOf(rerun({ run, what: 'failed', batch: batchOf() }))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(under.value('select count(*) from run')).toBe(1)
  })

  it('goes on after a crash with what it had not planned', async () => {
    const under = await openEngine({ providers, rule: refusing('Say') })
    const run = await ran(under, { prompts: 270 })
    under.provider.rule = slow
    const { id } = await under.client.runs.rerun({ run, what: 'failed' })
    await under.settled()
    const other = await openEngine({ providers, workspace: under.crashed(), startAtMs: under.clock.nowMs() + 60_000 })
    await other.client.runs.resume({ run: id, interrupted: 'resend' })
    expect(await advanceToRest(other, id)).toBe('finished')
    expect((await other.summary(id)).counts).toMatchObject({ total: 270, succeeded: 270 })
    expect(other.value('select count(distinct prompt_idx) from probe where run_id = 2')).toBe(270)
  })

  it('is imagined by its own cells', async () => {
    const under = await openEngine({ providers, rule: refusing('one Say 1', 'two') })
    const run = await ran(under, { models: both, prompts: 3 })
    under.provider.rule = () => answered()
    const next = await again(under, { run, what: 'failed' })
    const { today } = await under.client.whatIf.compare({ run: next, set: [], profile: {}, seed: 1 })
    expect(today.models.map(({ model, probes }) => [model, probes])).toEqual([
      ['alpha/one', 1],
      ['alpha/two', 3],
    ])
  })
})
