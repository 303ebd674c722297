import { describe, expect, it } from 'vitest'
import { pageInput, runInput, settleInput, startInput, succeeded } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { findRun, findRunRow, listRuns, promptPage } from './run-reads.ts'
import { runTimings } from './timing-reads.ts'
import { unfinishedProbes } from './unfinished-reads.ts'

describe('listRuns', () => {
  it('gives the newest first, page after page', async () => {
    const { db, write } = openLedger(1)
    for (const ulid of ['run-2', 'run-3']) write('createRun', runInput(ulid))
    const first = await listRuns(db, { limit: 2 })
    const second = await listRuns(db, { limit: 2, beforeId: first.at(-1)?.run.id })

    expect([first, second].map((page) => page.map(({ run }) => run.ulid))).toEqual([['run-3', 'run-2'], ['run-1']])
  })

  it('gives those in one state', async () => {
    const { db, write } = openLedger(1)
    write('createRun', runInput('run-2'))
    write('setRunStatus', { runId: 2, status: 'running', pauseReason: null, atMs: 1 })

    const found = async (statuses: readonly string[]) => (await listRuns(db, { limit: 9, statuses })).map(({ run }) => run.ulid)
    expect(await found(['running'])).toEqual(['run-2'])
    expect(await found(['running', 'queued'])).toEqual(['run-2', 'run-1'])
    expect(await found(['paused', 'finished'])).toEqual([])
  })

  it('gives those with a text in their name, their user or a model, whatever the case', async () => {
    const { db, write } = openLedger(1)
    write('createRun', { ...runInput('run-2'), name: 'Capitals, 50% off', user: 'Grace' })
    const found = async (text: string) => (await listRuns(db, { limit: 9, text })).map(({ run }) => run.ulid)
    expect(await found('capital')).toEqual(['run-2'])
    expect(await found('0% o')).toEqual(['run-2'])
    expect(await found('grace')).toEqual(['run-2'])
    expect(await found('sim/ONE')).toEqual(['run-2', 'run-1'])
    expect(await found('_')).toEqual([])
  })
})

describe('findRun', () => {
  it('counts probes by state, and sums attempts by state and cost state', async () => {
    const { db, write } = openLedger(4)
    for (const id of [1, 2, 3]) write('startAttempt', startInput(`a${id}`, id))
    write('settleAttempt', settleInput(1, 1, 'x', { costNanoUsd: 100 }))
    write('settleAttempt', settleInput(2, 2, 'x', { costNanoUsd: 50 }))
    const found = await findRun(db, { ulid: 'run-1' })

    expect(found?.probes).toEqual(
      expect.arrayContaining([
        { modelId: 1, status: 'succeeded', usedFallback: 0, probes: 2, cached: 0, turns: 0 },
        { modelId: 1, status: 'in_flight', usedFallback: 0, probes: 1, cached: 0, turns: 0 },
        { modelId: 1, status: 'pending', usedFallback: 0, probes: 1, cached: 0, turns: 0 },
      ]),
    )
    expect(found?.attempts).toEqual(
      expect.arrayContaining([
        { modelId: 1, method: 'probe', state: 'answered', costState: 'computed', calls: 2, nanoUsd: 150, upperNanoUsd: 0 },
        { modelId: 1, method: 'probe', state: 'started', costState: 'maybe_billed', calls: 1, nanoUsd: 0, upperNanoUsd: 9000 },
      ]),
    )
    expect(found?.models).toEqual([{ modelId: 1, position: 0, parameters: '{}', planned: 4, cells: null }])
  })

  it('is undefined when there is none', async () => {
    const { db } = openLedger(1)

    expect(await findRun(db, { ulid: 'none' })).toBeUndefined()
    expect(await findRunRow(db, { ulid: 'none' })).toBeUndefined()
    expect(await findRunRow(db, { ulid: 'run-1' })).toMatchObject({ id: 1 })
  })
})

describe('promptPage', () => {
  it('gives prompts of one run from an index on', async () => {
    const { db, write } = openLedger(5)
    write('createRun', runInput('run-2'))
    write('addPrompts', pageInput(2, 5).prompts)

    expect(await promptPage(db, { runId: 1, fromIdx: 2, limit: 2 })).toEqual([
      { idx: 2, variables: '{"n":2}' },
      { idx: 3, variables: '{"n":3}' },
    ])
  })
})

describe('unfinishedProbes', () => {
  it('gives what a lane still wants sent, with what it has been through, in planned order', async () => {
    const { db, write } = openLedger(5)
    write('startAttempt', startInput('a1', 1))
    write('settleAttempt', settleInput(1, 1, 'x'))
    write('startAttempt', startInput('a2', 2))
    write('startAttempt', startInput('a3', 3))
    const waiting = {
      ...succeeded(3),
      status: 'waiting',
      code: 'TIMEOUT',
      waitCause: 'retry_backoff',
      waitUntilMs: 9,
      waitSinceMs: 4,
      fallbackModelId: null,
      allowanceUsed: 1,
      countedRefusals: 2,
      isAnswer: false,
    } as const
    write('settleAttempt', settleInput(3, 3, '', { state: 'failed', code: 'TIMEOUT', answer: null, probe: waiting }))
    const found = await unfinishedProbes(db, { runId: 1, modelId: 1, afterId: 0, limit: 50 })

    expect(found.map((row) => row.probeId)).toEqual([3, 4, 5])
    expect(found[0]).toEqual({
      probeId: 3,
      promptIdx: 2,
      sample: 0,
      variables: '{"n":2}',
      attempts: 1,
      allowanceUsed: 1,
      countedRefusals: 2,
      waitCause: 'retry_backoff',
      waitUntilMs: 9,
      waitSinceMs: 4,
      fallbackModelId: null,
      answers: [],
    })
    expect((await unfinishedProbes(db, { runId: 1, modelId: 1, afterId: 3, limit: 1 })).map((row) => row.probeId)).toEqual([4])
    expect(await unfinishedProbes(db, { runId: 1, modelId: 2, afterId: 0, limit: 50 })).toEqual([])
  })
})

describe('runTimings', () => {
  it('goes on to the last attempt of a run of many pages', async () => {
    const { db, context } = openLedger(1)
    context.db.exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < 20001)
      insert into attempt (ulid, seq, method, run_id, number, kind, state, request_model_id, served_model_id, pool_id, user, output_kind, started_at_ms, queue_ms,
        reserved_input_tokens, reserved_output_tokens, cost_state, duration_ms)
      select 'x' || i, i, 'probe', 1, 1, 'retry', 'answered', 1, 1, 1, 'ada', 'text', i, 0, 0, 0, 'computed', i from n`)

    expect(await runTimings(db, { runId: 1, modelIds: [1] })).toMatchObject([
      { retries: 20_001, p50LatencyMs: 10_001, p95LatencyMs: 19_001 },
    ])
  })

  it('gives exact quantiles over answered attempts, by nearest rank', async () => {
    const { db, write } = openLedger(20)
    for (let id = 1; id <= 20; id += 1) {
      write('startAttempt', startInput(`a${id}`, id))
      write('settleAttempt', settleInput(id, id, 'x', { durationMs: id * 10, firstChunkMs: id }))
    }

    expect(await runTimings(db, { runId: 1, modelIds: [1] })).toEqual([
      {
        modelId: 1,
        retries: 0,
        inputTokens: 800,
        outputTokens: 200,
        p50LatencyMs: 100,
        p95LatencyMs: 190,
        p50FirstChunkMs: 10,
        failures: [],
      },
    ])
  })

  it('counts retries and failures, and knows no latency without an answer', async () => {
    const { db, write } = openLedger(2)
    const failed = { state: 'failed', code: 'TIMEOUT', answer: null, usage: null, durationMs: null, firstChunkMs: null } as const
    write('startAttempt', startInput('a1', 1))
    write('settleAttempt', settleInput(1, 1, '', { ...failed, probe: null }))
    write('startAttempt', startInput('a2', 1, { number: 2, kind: 'retry' }))
    write(
      'settleAttempt',
      settleInput(2, 1, '', { ...failed, probe: { ...succeeded(1), status: 'failed', code: 'TIMEOUT', isAnswer: false } }),
    )

    expect(await runTimings(db, { runId: 1, modelIds: [1] })).toEqual([
      {
        modelId: 1,
        retries: 1,
        inputTokens: 0,
        outputTokens: 0,
        p50LatencyMs: null,
        p95LatencyMs: null,
        p50FirstChunkMs: null,
        failures: [{ code: 'TIMEOUT', probes: 1 }],
      },
    ])
  })
})
