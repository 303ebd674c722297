import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

export interface ModelTimings {
  readonly modelId: number
  readonly retries: number
  readonly usedFallback: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly p50LatencyMs: number | null
  readonly p95LatencyMs: number | null
  readonly p50FirstChunkMs: number | null
  readonly failures: readonly { readonly code: string; readonly probes: number }[]
}

/** Timings, tokens and failures of a run by requested model. Quantiles are exact, by nearest rank, over answered attempts. */
export async function runTimings(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly modelIds: readonly number[] },
): Promise<ModelTimings[]> {
  const found: ModelTimings[] = []
  for (const modelId of input.modelIds) found.push(await modelTimings(db, input.runId, modelId))
  return found
}

async function modelTimings(db: Kysely<Database>, runId: number, modelId: number): Promise<ModelTimings> {
  const rows = await sql<{ retries: number; used_fallback: number; input_tokens: number; output_tokens: number; answered: number }>`
    select coalesce(sum(kind = 'retry'), 0) as retries,
      coalesce(sum(kind = 'fallback' and state = 'answered'), 0) as used_fallback,
      coalesce(sum(uncached_input_tokens + cache_read_input_tokens + cache_write_5m_input_tokens + cache_write_1h_input_tokens), 0) as input_tokens,
      coalesce(sum(text_output_tokens + reasoning_output_tokens), 0) as output_tokens,
      coalesce(sum(state = 'answered'), 0) as answered
    from attempt where run_id = ${runId} and request_model_id = ${modelId}`.execute(db)
  const sums = rows.rows[0] ?? { retries: 0, used_fallback: 0, input_tokens: 0, output_tokens: 0, answered: 0 }
  const failures = await db
    .selectFrom('probe')
    .select((field) => ['code', field.fn.countAll<number>().as('probes')])
    .where('run_id', '=', runId)
    .where('model_id', '=', modelId)
    .where('status', 'in', ['failed', 'interrupted'])
    .groupBy('code')
    .execute()
  return {
    modelId,
    retries: sums.retries,
    usedFallback: sums.used_fallback,
    inputTokens: sums.input_tokens,
    outputTokens: sums.output_tokens,
    p50LatencyMs: await quantile(db, runId, modelId, 'duration_ms', 0.5),
    p95LatencyMs: await quantile(db, runId, modelId, 'duration_ms', 0.95),
    p50FirstChunkMs: await quantile(db, runId, modelId, 'first_chunk_ms', 0.5),
    failures: failures.flatMap((row) => (row.code === null ? [] : [{ code: row.code, probes: Number(row.probes) }])),
  }
}

async function quantile(
  db: Kysely<Database>,
  runId: number,
  modelId: number,
  column: 'duration_ms' | 'first_chunk_ms',
  share: number,
): Promise<number | null> {
  const answered = db
    .selectFrom('attempt')
    .where('run_id', '=', runId)
    .where('request_model_id', '=', modelId)
    .where('state', '=', 'answered')
    .where(column, 'is not', null)
  const { calls } = await answered.select((field) => field.fn.countAll<number>().as('calls')).executeTakeFirstOrThrow()
  if (Number(calls) === 0) return null
  const rank = Math.max(0, Math.ceil(share * Number(calls)) - 1)
  const row = await answered.select(column).orderBy(column).limit(1).offset(rank).executeTakeFirstOrThrow()
  return row[column]
}
