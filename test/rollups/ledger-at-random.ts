import { fc } from '@fast-check/vitest'
import { Kysely, SqliteDialect } from 'kysely'
import type { CostDimension } from '#contract/costs'
import type { Database, ScopeFilter } from '#engine/storage'
import { interruptUnfinished } from '../../src/main/engine/storage/interrupt-unfinished.ts'
import { clearRollups, rollUp } from '../../src/main/engine/storage/rollups/index.ts'
import { runGroup } from '../../src/main/engine/storage/write-group.ts'
import { modelInput, providerInput, runInput, settleInput, startInput } from '../builders/ledger.ts'
import { memoryWriter, type WriterUnderTest } from '../builders/write-context.ts'

/** 2026-10-23: the clocks of Europe go back two days later. */
const fromMs = Date.UTC(2026, 9, 23, 1, 7, 13, 421)
const spanMs = 4 * 86_400_000

const instant = fc.integer({ min: fromMs - 1000, max: fromMs + spanMs + 1000 })
/** Mostly the first, so that several calls are of one kind. */
const modelId = fc.constantFrom(1, 1, 1, 1, 1, 2, 3)
const cost = fc.oneof(
  fc.record({
    costState: fc.constant('computed' as const),
    costNanoUsd: fc.integer({ min: 0, max: 10 ** 10 }),
    costUpperNanoUsd: fc.constant(null),
  }),
  fc.record({
    costState: fc.constant('estimated' as const),
    costNanoUsd: fc.integer({ min: 0, max: 10 ** 6 }),
    costUpperNanoUsd: fc.integer({ min: 10 ** 6, max: 10 ** 7 }),
  }),
  fc.record({ costState: fc.constant('unknown' as const), costNanoUsd: fc.constant(null), costUpperNanoUsd: fc.constantFrom(null, 77) }),
)
const tokens = fc.integer({ min: 0, max: 5000 })
const answer = fc.record({
  cost,
  durationMs: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 700_000, noNaN: true })),
  input: tokens,
  cached: tokens,
  output: tokens,
})

export const call = fc.record({
  do: fc.constant('call' as const),
  startedAtMs: fc.oneof(instant, fc.integer({ min: fromMs, max: fromMs + 1_800_000 }), fc.constantFrom(fromMs, fromMs + 60_000)),
  requestModelId: modelId,
  servedModelId: modelId,
  runId: fc.constantFrom(1, 1, 1, 1, null, 2),
  method: fc.constantFrom('probe' as const, 'probe' as const, 'probe' as const, 'judge' as const),
  user: fc.constantFrom('ada', 'ada', 'ada', 'bob'),
  kind: fc.constantFrom('first' as const, 'first' as const, 'first' as const, 'retry' as const, 'fallback' as const),
  end: fc.oneof(
    { weight: 6, arbitrary: answer },
    { weight: 2, arbitrary: fc.constantFrom('RATE_LIMITED' as const, 'TIMEOUT' as const) },
    { weight: 1, arbitrary: fc.constant('left open' as const) },
  ),
  /** How it comes into the ledger: by itself, or in a group that fails as a whole and is repeated write by write. */
  isInBadGroup: fc.boolean(),
})

export const upkeep = fc.oneof(
  fc.record({ do: fc.constant('sum up' as const), most: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constantFrom('fail to sum up' as const, 'crash and open again' as const, 'begin anew' as const) }),
)

/** Each dimension, if at all, with one or two values. */
export const filter: fc.Arbitrary<ScopeFilter> = fc.record(
  {
    fromMs: instant,
    toMs: instant,
    servedModelIds: fc.subarray([1, 2, 3]),
    requestModelIds: fc.subarray([1, 2, 3], { minLength: 1 }),
    runIds: fc.subarray([1, 2]),
    methods: fc.subarray(['probe', 'judge'] as const, { minLength: 1 }),
    users: fc.subarray(['ada', 'bob', 'eve'], { minLength: 1 }),
    decisions: fc.subarray(['text', 'object'] as const, { minLength: 1 }),
    kinds: fc.subarray(['first', 'retry', 'fallback'] as const, { minLength: 1 }),
    codes: fc.subarray(['TIMEOUT', 'INTERRUPTED'] as const, { minLength: 1 }),
    costStates: fc.subarray(['computed', 'estimated', 'maybe_billed', 'none', 'unknown'] as const, { minLength: 1 }),
  },
  { requiredKeys: [] },
)

export const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York')

export type Step =
  typeof call extends fc.Arbitrary<infer Call> ? (typeof upkeep extends fc.Arbitrary<infer Upkeep> ? Call | Upkeep : never) : never

/** Two providers, three models, two runs, and the steps that happen to them. */
export class LedgerAtRandom {
  readonly writer: WriterUnderTest
  readonly db: Kysely<Database>
  #calls = 0

  constructor() {
    this.writer = memoryWriter()
    const { write } = this.writer
    write('edit', providerInput('sim'))
    write('edit', providerInput('other'))
    write('edit', modelInput('one'))
    write('edit', modelInput('two', 2, 2))
    write('edit', modelInput('three', 2, 2))
    write('createRun', runInput('run-1'))
    write('createRun', runInput('run-2'))
    this.db = new Kysely<Database>({ dialect: new SqliteDialect({ database: this.writer.context.db }) })
  }

  take(step: Step): void {
    const { context } = this.writer
    switch (step.do) {
      case 'call':
        this.#call(step)
        return
      case 'sum up':
        context.db.transaction(() => void rollUp(context, context.seq, step.most)).immediate()
        return
      case 'fail to sum up':
        context.db.exec('begin immediate')
        rollUp(context, context.seq)
        context.db.exec('rollback')
        return
      case 'crash and open again':
        context.db.transaction(() => void interruptUnfinished(context, fromMs + spanMs)).immediate()
        return
      case 'begin anew':
        context.db.transaction(() => clearRollups(context)).immediate()
    }
  }

  #call({ end, isInBadGroup, do: _, ...start }: Extract<Step, { do: 'call' }>): void {
    this.#calls += 1
    const { attemptId } = this.writer.write('startAttempt', startInput(`call-${this.#calls}`, null, { ...start, costUpperNanoUsd: 4321 }))
    if (end === 'left open') return
    const settle = { name: 'settleAttempt', input: endInput(attemptId, end) } as const
    const results = runGroup(this.writer.context, isInBadGroup ? [settle, { name: 'catchUpRollups', input: undefined }, bad] : [settle], 1)
    if (results[0]?.ok !== true) throw new Error('the call was not settled')
  }
}

/** A probe of no run: its foreign key fails it. */
const bad = { name: 'planProbes', input: { runId: 99, position: 0, modelId: 1, planned: 0, cells: [{ promptIdx: 0, sample: 0 }] } } as const

type End = Exclude<Extract<Step, { do: 'call' }>['end'], 'left open'>

function endInput(attemptId: number, end: End) {
  if (typeof end === 'string') {
    const isSent = end === 'TIMEOUT'
    return settleInput(attemptId, null, '', {
      ...{ state: 'failed', code: end, answer: null, usage: null, durationMs: 12 },
      ...{ costState: isSent ? 'maybe_billed' : 'none', costNanoUsd: isSent ? null : 0, costUpperNanoUsd: isSent ? 999 : null },
    })
  }
  return settleInput(attemptId, null, 'yes', {
    ...end.cost,
    durationMs: end.durationMs,
    usage: {
      uncached_input_tokens: end.input,
      cache_read_input_tokens: end.cached,
      cache_write_5m_input_tokens: 1,
      cache_write_1h_input_tokens: 2,
      text_output_tokens: end.output,
      reasoning_output_tokens: 3,
    },
  })
}

export const dimension: fc.Arbitrary<CostDimension> = fc.constantFrom(
  ...(['service', 'provider', 'model', 'served_model', 'run', 'method', 'user', 'decision', 'kind', 'code', 'cost_state'] as const),
  ...(['month', 'week', 'day', 'hour', 'quarter'] as const),
)
