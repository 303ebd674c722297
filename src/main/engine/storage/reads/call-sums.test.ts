import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { modelInput, providerInput, runInput, settleInput, startInput } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { rollUp } from '../rollups/index.ts'
import { type CallSumQuery, callSums } from './call-sums.ts'
import type { ScopeFilter } from './scope-filter.ts'
import { watermark } from './watermark-read.ts'

const hourMs = 3_600_000
const dayMs = 86_400_000

/** Attempts of models sim/one (1) and other/two (2), one an hour from midnight on; every third may have been billed, every fifth is in flight. */
function manyCalls(count: number) {
  const ledger = openLedger(1)
  const { write } = ledger
  write('edit', providerInput('other'))
  write('edit', modelInput('two', 2, 2))
  write('createRun', runInput('run-2'))
  for (let index = 0; index < count; index += 1) {
    const modelId = (index % 2) + 1
    const { attemptId } = write(
      'startAttempt',
      startInput(`a${index}`, null, {
        runId: index % 4 < 2 ? 1 : 2,
        requestModelId: modelId,
        servedModelId: index % 7 === 0 ? 1 : modelId,
        startedAtMs: index * hourMs,
        method: 'probe',
        user: index % 2 === 0 ? 'ada' : 'bob',
      }),
    )
    if (index % 5 === 4) continue
    const failed = {
      state: 'failed',
      code: 'TIMEOUT',
      answer: null,
      usage: null,
      costState: 'maybe_billed',
      costNanoUsd: null,
      costUpperNanoUsd: 9000,
    } as const
    write('settleAttempt', settleInput(attemptId, null, 'x', index % 3 === 0 ? failed : { costNanoUsd: 100 + index }))
    // Two thirds of them stand in the sums, the rest in the ledger alone.
    if (index % 3 === 0 && index < (count * 2) / 3) rollUp(ledger.context, ledger.context.seq)
  }
  return ledger
}

type Query = ScopeFilter & Pick<CallSumQuery, 'groupBy' | 'watermark'>

async function costParts(db: Parameters<typeof callSums>[0], { groupBy, watermark: mark, ...filter }: Query) {
  return (await callSums(db, { groupBy, filter, watermark: mark })).parts
}

const all = { watermark: Number.MAX_SAFE_INTEGER }

/** What the parts come to, whatever the groups. */
function total(parts: Awaited<ReturnType<typeof costParts>>) {
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((added, part) => added + of(part), 0)
  return {
    calls: sum((part) => part.calls),
    answered: sum((part) => part.answered),
    failed: sum((part) => part.failed),
    nanoUsd: sum((part) => part.nanoUsd),
    upper: sum((part) => part.upperNanoUsd),
    input: sum((part) => part.uncachedInputTokens),
  }
}

const groups = async (db: Parameters<typeof costParts>[0], query: Query) =>
  [...new Set((await costParts(db, query)).map((part) => JSON.stringify(part.group)))].map((text) => JSON.parse(text) as unknown).sort()

describe('callSums', () => {
  it('adds up what was settled, by group and cost state', async () => {
    const { db } = manyCalls(5)
    const parts = await costParts(db, { ...all, groupBy: ['method'] })

    expect(parts.toSorted((left, right) => left.costState.localeCompare(right.costState))).toEqual([
      {
        group: ['probe'],
        costState: 'computed',
        calls: 2,
        answered: 2,
        failed: 0,
        succeededProbes: 2,
        timed: 2,
        durationUs: 2_000_000,
        uncachedInputTokens: 80,
        cacheReadInputTokens: 0,
        cacheWriteInputTokens: 0,
        textOutputTokens: 20,
        reasoningOutputTokens: 0,
        nanoUsd: 203,
        upperNanoUsd: 0,
      },
      {
        group: ['probe'],
        costState: 'maybe_billed',
        calls: 2,
        answered: 0,
        failed: 2,
        succeededProbes: 0,
        timed: 0,
        durationUs: 0,
        uncachedInputTokens: 0,
        cacheReadInputTokens: 0,
        cacheWriteInputTokens: 0,
        textOutputTokens: 0,
        reasoningOutputTokens: 0,
        nanoUsd: 0,
        upperNanoUsd: 18_000,
      },
    ])
  })

  it.each([
    ['model', [['other/two'], ['sim/one']]],
    ['provider', [['other'], ['sim']]],
    ['served_model', [['other/two'], ['sim/one']]],
    ['service', [['other/two'], ['sim/one']]],
    ['run', [['run-1'], ['run-2']]],
    ['method', [['probe']]],
    ['user', [['ada'], ['bob']]],
    ['day', [['1970-01-01'], ['1970-01-02']]],
    ['code', [[null], ['TIMEOUT']]],
    ['cost_state', [['computed'], ['maybe_billed']]],
  ] as const)('names groups by %s', async (dimension, expected) => {
    const { db } = manyCalls(30)

    expect(await groups(db, { ...all, groupBy: [dimension] })).toEqual(expected)
  })

  it('names hours by their beginning, in UTC', async () => {
    const { db } = manyCalls(3)

    expect(await groups(db, { ...all, groupBy: ['hour'] })).toEqual([['1970-01-01T00:00Z'], ['1970-01-01T01:00Z'], ['1970-01-01T02:00Z']])
  })

  it('makes no difference to the sum how it is grouped', async () => {
    const { db } = manyCalls(60)
    const whole = total(await costParts(db, { ...all, groupBy: [] }))
    for (const groupBy of [['provider'], ['model', 'day'], ['hour', 'user', 'code'], ['service', 'run', 'method', 'cost_state']] as const) {
      expect(total(await costParts(db, { ...all, groupBy }))).toEqual(whole)
    }
    expect(whole.calls).toBe(48)
  })

  it('takes a range from its first instant to just before its last', async () => {
    const { db } = manyCalls(10)

    expect(total(await costParts(db, { ...all, groupBy: [], fromMs: hourMs, toMs: 3 * hourMs })).calls).toBe(2)
    expect(total(await costParts(db, { ...all, groupBy: [], fromMs: hourMs + 1, toMs: 3 * hourMs + 1 })).calls).toBe(2)
  })

  it.each([
    ['a run', { runIds: [1] }, 16],
    ['a run in a range', { runIds: [1], toMs: 8 * hourMs }, 3],
    ['a model, by who served', { servedModelIds: [1] }, 19],
    ['a model, by what was asked', { requestModelIds: [2] }, 16],
    ['no run', { runIds: [] }, 0],
    ['no model', { servedModelIds: [] }, 0],
    ['a user', { users: ['bob'] }, 16],
    ['either of two users', { users: ['ada', 'bob'] }, 32],
    ['a code and a cost state', { codes: ['TIMEOUT'], costStates: ['maybe_billed'] }, 11],
    ['a method, a kind and a kind of answer', { methods: ['probe'], kinds: ['first'], decisions: ['text'] }, 32],
    ['a kind that there was none of', { kinds: ['retry'] }, 0],
  ] as const)('counts only %s', async (_what, filter, calls) => {
    const { db } = manyCalls(40)

    expect(total(await costParts(db, { ...all, groupBy: [], ...filter })).calls).toBe(calls)
  })

  it('stays as it was at its watermark while calls go on', async () => {
    const { db, write } = manyCalls(20)
    const mark = await watermark(db)
    const before = await costParts(db, { groupBy: ['model'], watermark: mark })
    const { attemptId } = write('startAttempt', startInput('late', null))
    write('settleAttempt', settleInput(attemptId, null, 'x'))

    expect(await costParts(db, { groupBy: ['model'], watermark: mark })).toEqual(before)
    expect(total(await costParts(db, { groupBy: [], watermark: await watermark(db) })).calls).toBe(total(before).calls + 1)
  })

  it('cuts no group off', async () => {
    const { db, context } = openLedger(1)
    context.db.exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < 12000)
      insert into attempt (ulid, seq, method, number, kind, state, request_model_id, served_model_id, pool_id, user, output_kind, started_at_ms, queue_ms,
        reserved_input_tokens, reserved_output_tokens, cost_nanousd, cost_state)
      select 'x' || i, i, 'probe', 1, 'first', 'answered', 1, 1, 1, 'ada', 'text', i * ${hourMs}, 0, 0, 0, 1, 'computed' from n`)

    expect(await costParts(db, { ...all, groupBy: ['hour'] })).toHaveLength(12_000)
  })
})

describe('a range and its halves', () => {
  test.prop([fc.integer({ min: 0, max: 3 * dayMs }), fc.integer({ min: 0, max: 3 * dayMs }), fc.integer({ min: 0, max: 3 * dayMs })], {
    numRuns: 25,
  })('come to the same amount', async (...instants) => {
    const { db } = manyCalls(40)
    const [fromMs = 0, middleMs = 0, toMs = 0] = instants.toSorted((left, right) => left - right)
    const sum = async (from: number, to: number) => total(await costParts(db, { ...all, groupBy: [], fromMs: from, toMs: to }))
    const [left, right, whole] = [await sum(fromMs, middleMs), await sum(middleMs, toMs), await sum(fromMs, toMs)]

    expect(left.nanoUsd + right.nanoUsd).toBe(whole.nanoUsd)
    expect(left.calls + right.calls).toBe(whole.calls)
  })
})
