import type { Statements } from '../sqlite/statements.ts'
import { quarterMs, quartersOfDay, stepOfAttempt, sumColumns, sumsOfAttempts } from './units.ts'

const dimensions = ['run_id', 'served_model_id', 'request_model_id', 'method', 'user', 'output_kind', 'kind', 'code', 'cost_state'] as const

/** An attempt's dimensions, as a key has them: no null, which no unique index would find again. */
const dimensionsOfAttempt = [
  'coalesce(attempt.run_id, 0)',
  'attempt.served_model_id',
  'attempt.request_model_id',
  'attempt.method',
  'attempt.user',
  'attempt.output_kind',
  'attempt.kind',
  `coalesce(attempt.code, '')`,
  'attempt.cost_state',
] as const

const quarter = `attempt.started_at_ms / ${quarterMs}`
const fresh = 'attempt.seq > ? and attempt.seq <= ? and (attempt.seq > ? or attempt.started_at_ms >= ?)'
const columns = sumColumns.join(', ')
const sums = sumColumns.map((column) => sumsOfAttempts[column]).join(', ')
const added = sumColumns.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')

const placed = 'first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq)'

const addToKeys = `insert into rollup_key (${dimensions.join(', ')}, first_quarter, last_quarter, first_seq, last_seq, ${columns})
  select ${dimensionsOfAttempt.join(', ')}, min(${quarter}), max(${quarter}), min(attempt.seq), max(attempt.seq), ${sums} from attempt where ${fresh}
  group by ${dimensionsOfAttempt.map((_, index) => index + 1).join(', ')}
  on conflict (${dimensions.join(', ')}) do update set first_quarter = min(first_quarter, excluded.first_quarter),
    last_quarter = max(last_quarter, excluded.last_quarter), ${placed}, ${added}`

const ofKey = dimensions.map((name, index) => `rollup_key.${name} = ${dimensionsOfAttempt[index]}`).join(' and ')
const addToQuarters = `insert into rollup_quarter (key_id, quarter, first_seq, last_seq, ${columns})
  select rollup_key.id, ${quarter}, min(attempt.seq), max(attempt.seq), ${sums} from attempt cross join rollup_key on ${ofKey} where ${fresh} group by 1, 2
  on conflict (key_id, quarter) do update set ${placed}, ${added}`

const timed = `${fresh} and attempt.state = 'answered' and attempt.duration_ms is not null`
const latencyKey = 'served_model_id, request_model_id, method, output_kind'
const addLatencyKeys = `insert into latency_key (${latencyKey}) select distinct ${latencyKey} from attempt where ${timed} on conflict do nothing`

function addLatencies(table: string, period: string, ofAttempt: string): string {
  return `insert into ${table} (key_id, ${period}, step, calls)
    select latency_key.id, ${ofAttempt}, ${stepOfAttempt}, count(*) from attempt cross join latency_key using (${latencyKey}) where ${timed} group by 1, 2, 3
    on conflict (key_id, ${period}, step) do update set calls = calls + excluded.calls`
}

const steps = [
  addToKeys,
  addToQuarters,
  addLatencyKeys,
  addLatencies('latency_quarter', 'quarter', quarter),
  addLatencies('latency_day', 'day', `${quarter} / ${quartersOfDay}`),
]

interface RollupState {
  readonly seq: number
  readonly dropped_before_ms: number | null
  readonly dropped_seq: number
}

/** Attempts added to the sums in one transaction while they catch up: some 10 ms. */
export const rollUpPage = 2_000

/**
 * Adds the attempts that follow `rollup_state.seq` to the sums, and moves it, in the transaction that is open: up to the place `untilSeq` and at most so many places.
 * Every attempt up to there must have been committed, or be in this transaction. Answers with where the sums stand now.
 */
export function rollUp(context: Statements, untilSeq: number, most = rollUpPage): number {
  const { seq, dropped_before_ms, dropped_seq } = rollupState(context)
  const until = Math.min(untilSeq, seq + most)
  if (until <= seq) return seq
  for (const step of steps) context.prepare(step).run(seq, until, dropped_seq, dropped_before_ms ?? 0)
  context.prepare('update rollup_state set seq = ?').run(until)
  return until
}

/** Up to which place of the ledger every attempt is in the sums, and what of them stays in the sums alone. */
export function rollupState(context: Statements): RollupState {
  return context.prepare('select seq, dropped_before_ms, dropped_seq from rollup_state').get() as RollupState
}
