import { zstdDecompressSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { incompressible } from '../../../../../test/builders/incompressible.ts'
import { settleInput, startInput, succeeded } from '../../../../../test/builders/ledger.ts'
import { memoryWriter, planInto, type WriterUnderTest } from '../../../../../test/builders/write-context.ts'

function planned(): WriterUnderTest {
  const writer = memoryWriter()
  onTestFinished(() => void writer.context.db.close())
  planInto(writer, 3)
  return writer
}

/** Probe 1's first attempt, on its way. */
function inFlight(): WriterUnderTest {
  const writer = planned()
  writer.write('startAttempt', startInput('a1', 1))
  return writer
}

const everything = (writer: WriterUnderTest) =>
  ['attempt', 'probe', 'body', 'pool_state', 'provider_state'].map((table) => writer.rows(`select * from ${table}`))

describe('startAttempt', () => {
  it('writes the row ahead: started, and billed perhaps up to its reservation', () => {
    const writer = inFlight()

    expect(
      writer.rows('select ulid, seq, state, cost_state, cost_nanousd, cost_upper_nanousd, price_version_id, ended_at_ms from attempt'),
    ).toEqual([
      {
        ulid: 'a1',
        seq: null,
        state: 'started',
        cost_state: 'maybe_billed',
        cost_nanousd: null,
        cost_upper_nanousd: 9000,
        price_version_id: 1,
        ended_at_ms: null,
      },
    ])
  })

  it('puts its probe in flight and ends its wait', () => {
    const writer = planned()
    writer.context.db.exec(
      `update probe set status = 'waiting', wait_cause = 'retry_backoff', wait_until_ms = 5, wait_since_ms = 1 where id = 1`,
    )
    writer.write('startAttempt', startInput('a1', 1, { number: 3, kind: 'retry' }))

    expect(writer.rows('select status, attempts, wait_cause, wait_until_ms from probe where id = 1')).toEqual([
      { status: 'in_flight', attempts: 3, wait_cause: null, wait_until_ms: null },
    ])
  })

  it('needs neither run nor probe', () => {
    const writer = planned()

    expect(writer.write('startAttempt', startInput('v', null))).toEqual({ attemptId: 1 })
    expect(writer.rows('select method, run_id, probe_id from attempt')).toEqual([{ method: 'verify', run_id: null, probe_id: null }])
  })

  it('never begins the same attempt twice', () => {
    const writer = inFlight()

    expect(() => writer.write('startAttempt', startInput('a1', 2))).toThrow('SQLITE_CONSTRAINT_UNIQUE')
    expect(writer.rows('select status from probe where id = 2')).toEqual([{ status: 'pending' }])
  })
})

describe('settleAttempt', () => {
  it('keeps what came of the attempt, in its place of the ledger', () => {
    const writer = inFlight()

    expect(writer.write('settleAttempt', settleInput(1, 1, 'yes'))).toEqual({ seq: 3, isDerivedKept: true })
    expect(
      writer.rows(
        'select seq, state, ended_at_ms, duration_ms, first_chunk_ms, http_status, provider_request_id, response_model, finish_reason, raw_usage from attempt',
      ),
    ).toEqual([
      {
        seq: 3,
        state: 'answered',
        ended_at_ms: 2000,
        duration_ms: 1000,
        first_chunk_ms: 100,
        http_status: 200,
        provider_request_id: 'req-1',
        response_model: 'one-2026',
        finish_reason: 'stop',
        raw_usage: '{"total_tokens":50}',
      },
    ])
    expect(
      writer.rows(
        'select uncached_input_tokens, text_output_tokens, cost_state, cost_nanousd, cost_upper_nanousd, answer_text, answer_hash from attempt',
      ),
    ).toEqual([
      {
        uncached_input_tokens: 40,
        text_output_tokens: 10,
        cost_state: 'computed',
        cost_nanousd: 1234,
        cost_upper_nanousd: null,
        answer_text: 'yes',
        answer_hash: null,
      },
    ])
  })

  it('moves the probe in the same step', () => {
    const writer = inFlight()
    writer.write('settleAttempt', settleInput(1, 1, 'yes'))

    expect(writer.rows('select status, served_model_id, answer_attempt_id, allowance_used, code from probe where id = 1')).toEqual([
      { status: 'succeeded', served_model_id: 1, answer_attempt_id: 1, allowance_used: 1, code: null },
    ])
  })

  it('keeps a failure with its words, and the probe with its wait', () => {
    const writer = inFlight()
    const probe = {
      ...succeeded(1),
      status: 'waiting',
      code: 'TIMEOUT',
      waitCause: 'retry_backoff',
      waitUntilMs: 9,
      waitSinceMs: 2,
      isAnswer: false,
      servedModelId: null,
    } as const
    writer.write(
      'settleAttempt',
      settleInput(1, 1, '', {
        state: 'failed',
        code: 'TIMEOUT',
        message: 'silence',
        errorBody: '<html>',
        usage: null,
        rawUsage: null,
        answer: null,
        probe,
      }),
    )

    expect(writer.rows('select state, code, message, error_body, uncached_input_tokens, answer_text from attempt')).toEqual([
      { state: 'failed', code: 'TIMEOUT', message: 'silence', error_body: '<html>', uncached_input_tokens: null, answer_text: null },
    ])
    expect(writer.rows('select status, code, wait_cause, wait_until_ms, wait_since_ms, answer_attempt_id from probe where id = 1')).toEqual(
      [{ status: 'waiting', code: 'TIMEOUT', wait_cause: 'retry_backoff', wait_until_ms: 9, wait_since_ms: 2, answer_attempt_id: null }],
    )
  })

  it('stores what the pool and the provider must remember in the same step', () => {
    const writer = inFlight()
    const poolState = { poolId: 1, parkedUntilMs: 9000, cause: 'RATE_LIMITED', backoffStep: 2, hinted: true, atMs: 2000 }
    const providerState = { providerId: 1, stoppedCode: 'AUTH', message: 'bad key', atMs: 2000 }
    writer.write('settleAttempt', settleInput(1, 1, 'yes', { poolState, providerState }))
    writer.write('setPoolState', { ...poolState, parkedUntilMs: null, cause: null, backoffStep: 0, hinted: false, atMs: 3000 })

    expect(writer.rows('select parked_until_ms, cause, backoff_step, hinted, updated_at_ms from pool_state')).toEqual([
      { parked_until_ms: null, cause: null, backoff_step: 0, hinted: 0, updated_at_ms: 3000 },
    ])
    expect(writer.rows('select stopped_code, message, updated_at_ms from provider_state')).toEqual([
      { stopped_code: 'AUTH', message: 'bad key', updated_at_ms: 2000 },
    ])
  })

  it('changes nothing the second time, whatever it brings', () => {
    const writer = inFlight()
    writer.write('settleAttempt', settleInput(1, 1, 'yes'))
    const before = everything(writer)
    const poolState = { poolId: 1, parkedUntilMs: 1, cause: null, backoffStep: 1, hinted: false, atMs: 1 }
    const again = writer.write(
      'settleAttempt',
      settleInput(1, 1, incompressible(5000, 1), {
        poolState,
        costNanoUsd: 1,
        providerState: { providerId: 1, stoppedCode: 'AUTH', message: null, atMs: 1 },
      }),
    )

    expect(again).toEqual({ seq: 0, isDerivedKept: true })
    expect(everything(writer)).toEqual(before)
  })

  it.each([
    ['1,024 bytes', 'é'.repeat(512), 'é'.repeat(512)],
    ['one byte more, cut between two characters,', `x${'é'.repeat(512)}`, `x${'é'.repeat(511)}`],
  ])('keeps an answer of %s in its own row as far as it fits: %s', (_size, answer, inline) => {
    const writer = inFlight()
    writer.write('settleAttempt', settleInput(1, 1, answer))

    const isWhole = inline === answer
    expect(writer.rows('select answer_text, answer_hash is null as whole from attempt')).toEqual([
      { answer_text: inline, whole: Number(isWhole) },
    ])
    expect(writer.rows('select 1 from body')).toHaveLength(isWhole ? 0 : 1)
  })

  it('keeps a long answer once, however often it is given', () => {
    const writer = inFlight()
    const answer = 'the same words again and again. '.repeat(200)
    writer.write('startAttempt', startInput('a2', 2))
    writer.write('settleAttempt', settleInput(1, 1, answer))
    writer.write('settleAttempt', settleInput(2, 2, answer))
    const [body] = writer.rows('select encoding, bytes, data from body') as { encoding: string; bytes: number; data: Buffer }[]

    expect(writer.rows('select count(*) as bodies from body')).toEqual([{ bodies: 1 }])
    expect(writer.rows('select count(distinct answer_hash) as hashes from attempt')).toEqual([{ hashes: 1 }])
    expect(body).toMatchObject({ encoding: 'zstd', bytes: answer.length })
    expect(zstdDecompressSync(body?.data ?? Buffer.alloc(0)).toString()).toBe(answer)
  })

  it('holds the largest cost exactly', () => {
    const writer = inFlight()
    writer.write('settleAttempt', settleInput(1, 1, 'yes', { costNanoUsd: Number.MAX_SAFE_INTEGER }))

    expect(writer.rows('select cost_nanousd, typeof(cost_nanousd) as type from attempt')).toEqual([
      { cost_nanousd: Number.MAX_SAFE_INTEGER, type: 'integer' },
    ])
  })
})
