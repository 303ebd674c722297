import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** One attempt that came to its end, as far as it tells what another like it would come to. */
export interface PastAttempt {
  readonly state: 'answered' | 'failed'
  readonly code: string | null
  readonly httpStatus: number | null
  readonly poolId: number
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly durationMs: number
  readonly firstChunkMs: number | null
  readonly costState: string
  /** null: the provider did not say. */
  readonly uncachedInputTokens: number | null
  readonly cacheReadInputTokens: number
  readonly cacheWrite5mInputTokens: number
  readonly cacheWrite1hInputTokens: number
  readonly textOutputTokens: number
  readonly reasoningOutputTokens: number
  readonly reservedInputTokens: number
  /** Of the prompt as it was sent; null: not a probe's, or of a conversation. */
  readonly promptBytes: number | null
}

/** The newest attempts that a model served and that ended by themselves, newest first. */
export async function pastAttempts(
  db: Kysely<Database>,
  input: { readonly modelId: number; readonly limit: number },
): Promise<PastAttempt[]> {
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('probe', 'probe.id', 'attempt.probe_id')
    .leftJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .select([
      'attempt.state as state',
      'attempt.code as code',
      'attempt.http_status as httpStatus',
      'attempt.pool_id as poolId',
      'attempt.started_at_ms as startedAtMs',
      'attempt.ended_at_ms as endedAtMs',
      'attempt.duration_ms as durationMs',
      'attempt.first_chunk_ms as firstChunkMs',
      'attempt.cost_state as costState',
      'attempt.uncached_input_tokens as uncachedInputTokens',
      'attempt.cache_read_input_tokens as cacheReadInputTokens',
      'attempt.cache_write_5m_input_tokens as cacheWrite5mInputTokens',
      'attempt.cache_write_1h_input_tokens as cacheWrite1hInputTokens',
      'attempt.text_output_tokens as textOutputTokens',
      'attempt.reasoning_output_tokens as reasoningOutputTokens',
      'attempt.reserved_input_tokens as reservedInputTokens',
    ])
    .select((field) => field.case().when('probe.turns', '=', 0).then(field.ref('prompt.bytes')).else(null).end().as('promptBytes'))
    .where('attempt.served_model_id', '=', input.modelId)
    .where('attempt.method', '=', 'probe')
    .orderBy('attempt.id', 'desc')
    .limit(input.limit)
    .execute()
  return rows.flatMap((row) => {
    const { state, endedAtMs, durationMs } = row
    if ((state !== 'answered' && state !== 'failed') || endedAtMs === null || durationMs === null) return []
    return [
      {
        ...row,
        state,
        endedAtMs,
        durationMs,
        cacheReadInputTokens: row.cacheReadInputTokens ?? 0,
        cacheWrite5mInputTokens: row.cacheWrite5mInputTokens ?? 0,
        cacheWrite1hInputTokens: row.cacheWrite1hInputTokens ?? 0,
        textOutputTokens: row.textOutputTokens ?? 0,
        reasoningOutputTokens: row.reasoningOutputTokens ?? 0,
      },
    ]
  })
}

/** How large each prompt of a run is as sent, in order. Units: UTF-8 bytes. */
export async function promptBytes(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly fromIdx: number; readonly limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('prompt')
    .select('bytes')
    .where('run_id', '=', input.runId)
    .where('idx', '>=', input.fromIdx)
    .orderBy('idx')
    .limit(input.limit)
    .execute()
  return rows.map(({ bytes }) => bytes)
}
