import { describe, expect, it } from 'vitest'
import { poolInput, settleInput, startInput, stepInput } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { catalogSnapshot, countStarts, pastAnswers, recentStarts } from './catalog-reads.ts'

const usage = {
  uncached_input_tokens: 10,
  cache_read_input_tokens: 5,
  cache_write_5m_input_tokens: 3,
  cache_write_1h_input_tokens: 2,
  text_output_tokens: 7,
  reasoning_output_tokens: 4,
}

/** Probe 1 answered at 1000, 2 in flight since 2000, 3 failed without usage at 3000. */
function threeStarts() {
  const ledger = openLedger(3)
  for (const id of [1, 2, 3]) ledger.write('startAttempt', startInput(`a${id}`, id, { startedAtMs: id * 1000 }))
  ledger.write('settleAttempt', settleInput(1, 1, 'x', { usage, durationMs: 40 }))
  ledger.write('settleAttempt', settleInput(3, 3, '', { state: 'failed', usage: null, answer: null }))
  return ledger
}

describe('catalogSnapshot', () => {
  it('holds the catalog and what pools and providers must remember', async () => {
    const { db, write } = openLedger(1)
    write('setPoolState', { poolId: 1, parkedUntilMs: 5, cause: 'RATE_LIMITED', backoffStep: 1, hinted: false, atMs: 1 })
    const snapshot = await catalogSnapshot(db)

    expect(snapshot).toMatchObject({
      providers: [{ key: 'sim' }],
      pools: [{ name: 'default' }],
      models: [{ wire_id: 'one' }],
      prices: [{ ulid: 'price-of-1-one' }],
    })
    expect(snapshot.poolStates).toMatchObject([{ pool_id: 1, parked_until_ms: 5 }])
  })
})

describe('recentStarts', () => {
  it('tells what each took, or had reserved while nobody knows, oldest first', async () => {
    const { db } = threeStarts()

    expect(await recentStarts(db, { poolId: 1, sinceMs: 0 })).toMatchObject([
      { startedAtMs: 1000, inputTokens: 20, outputTokens: 11 },
      { startedAtMs: 2000, inputTokens: 50, outputTokens: 200 },
      { startedAtMs: 3000, inputTokens: 50, outputTokens: 200 },
    ])
  })

  it('begins at the instant, and tells of one pool alone', async () => {
    const { db } = threeStarts()

    expect(await recentStarts(db, { poolId: 1, sinceMs: 2000 })).toHaveLength(2)
    expect(await recentStarts(db, { poolId: 2, sinceMs: 0 })).toEqual([])
  })

  it('tells a pool of what its models did before they came to it', async () => {
    const { db, write } = threeStarts()
    write('edit', poolInput('other'))
    write('edit', stepInput({ do: 'set', kind: 'model', subject: 'sim/one', id: 1, patch: { pool_id: 2 } }))

    for (const poolId of [1, 2]) {
      expect(await recentStarts(db, { poolId, sinceMs: 0 })).toHaveLength(3)
      expect(await countStarts(db, { poolId, sinceMs: 2000 })).toBe(2)
    }
  })
})

describe('countStarts', () => {
  it('counts one pool from an instant on', async () => {
    const { db } = threeStarts()

    expect([await countStarts(db, { poolId: 1, sinceMs: 2000 }), await countStarts(db, { poolId: 2, sinceMs: 0 })]).toEqual([2, 0])
  })
})

describe('pastAnswers', () => {
  it('tells what answers were like; nothing of a model that gave none', async () => {
    const { db } = threeStarts()

    expect(await pastAnswers(db, { modelIds: [1, 2] })).toEqual([
      {
        modelId: 1,
        answers: 1,
        ...{ meanOutputTokens: 11, p10OutputTokens: 11, p90OutputTokens: 11, maxOutputTokens: 11 },
        ...{ meanDurationMs: 40, p10DurationMs: 40, p90DurationMs: 40 },
        callsPerAnswer: 2,
        unansweredMsPerAnswer: expect.any(Number),
      },
    ])
  })

  it('looks at the newest thousand', async () => {
    const { db, context } = openLedger(1)
    context.db.exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < 1500)
      insert into attempt (ulid, seq, method, number, kind, state, request_model_id, served_model_id, pool_id, user, output_kind, started_at_ms, queue_ms,
        reserved_input_tokens, reserved_output_tokens, cost_state, duration_ms, text_output_tokens, reasoning_output_tokens)
      select 'x' || i, i, 'probe', 1, 'first', 'answered', 1, 1, 1, 'ada', 'text', i, 0, 0, 0, 'computed', 1, case when i <= 500 then 1000 else 10 end, 0 from n`)

    expect(await pastAnswers(db, { modelIds: [1] })).toMatchObject([{ answers: 1000, meanOutputTokens: 10, maxOutputTokens: 10 }])
  })
})
