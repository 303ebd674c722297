import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { quarterMs, quartersOfDay, stepOfAttempt, sumColumns, sumsOfAttempts } from '../rollups/index.ts'

const dimensions = 'run_id, served_model_id, request_model_id, method, user, output_kind, kind, code, cost_state'
const columns = sumColumns.join(', ')
const summed = `attempt.seq <= (select seq from rollup_state) and attempt.started_at_ms >= (select coalesce(dropped_before_ms, 0) from rollup_state)`
const thereSince = `(select coalesce(dropped_before_ms, 0) / ${quarterMs} from rollup_state)`

const ofCalls = `select coalesce(run_id, 0), served_model_id, request_model_id, method, user, output_kind, kind, coalesce(code, ''), cost_state,
  started_at_ms / ${quarterMs}, ${sumColumns.map((column) => sumsOfAttempts[column]).join(', ')}, min(seq), max(seq) from attempt where ${summed} group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`
const ofQuarters = `select ${dimensions}, quarter, ${sumColumns.map((column) => `rollup_quarter.${column}`).join(', ')}, rollup_quarter.first_seq, rollup_quarter.last_seq
  from rollup_quarter join rollup_key on rollup_key.id = key_id where quarter >= ${thereSince}`
const ofKeys = `select id, ${columns}, first_quarter, last_quarter, first_seq, last_seq from rollup_key`
const keysOfQuarters = `select key_id, ${sumColumns.map((column) => `sum(${column})`).join(', ')}, min(quarter), max(quarter), min(first_seq), max(last_seq) from rollup_quarter group by key_id`
const latenciesOfCalls = `select served_model_id, request_model_id, method, output_kind, started_at_ms / ${quarterMs}, ${stepOfAttempt}, count(*)
  from attempt where ${summed} and state = 'answered' and duration_ms is not null group by 1, 2, 3, 4, 5, 6`
const latencies = `select served_model_id, request_model_id, method, output_kind, quarter, step, calls
  from latency_quarter join latency_key on latency_key.id = key_id where quarter >= ${thereSince}`
const latencyDays = 'select key_id, day, step, calls from latency_day'
const daysOfQuarters = `select key_id, quarter / ${quartersOfDay}, step, sum(calls) from latency_quarter group by 1, 2, 3`

const sames = [
  ['sums of a quarter of an hour', ofCalls, ofQuarters],
  ['sums of a kind of call', keysOfQuarters, ofKeys],
  ['latencies of a quarter of an hour', latenciesOfCalls, latencies],
  ['latencies of a day', daysOfQuarters, latencyDays],
] as const

/** Where sums over calls are not what the calls, as far as they are summed and still there, come to: a sentence each. Passes over every call. */
export async function rollupFaults(db: Kysely<Database>): Promise<string[]> {
  const faults: string[] = []
  for (const [what, wanted, stored] of sames) {
    const { rows } = await sql<{ missing: number; wrong: number }>`select
      (select count(*) from (${sql.raw(wanted)} except ${sql.raw(stored)})) as missing,
      (select count(*) from (${sql.raw(stored)} except ${sql.raw(wanted)})) as wrong`.execute(db)
    const { missing = 0, wrong = 0 } = rows[0] ?? {}
    if (missing > 0 || wrong > 0) faults.push(`${what}: ${missing} are missing, ${wrong} are wrong`)
  }
  return faults
}
