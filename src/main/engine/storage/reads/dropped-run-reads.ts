import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** What calls of a run came to by their sums alone: for one whose calls were dropped, or some of them. */
export interface RunSum {
  readonly modelId: number
  readonly costState: string
  readonly calls: number
  readonly nanoUsd: number
  readonly upperNanoUsd: number
  readonly retries: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** By requested model and cost state; undefined: all of its calls are there. */
export async function droppedRunSums(db: Kysely<Database>, { runId }: { readonly runId: number }): Promise<RunSum[] | undefined> {
  const { rows: isDropped } = await sql`select 1 from run, rollup_state where run.id = ${runId} and run.started_at_ms < dropped_before_ms
    and (run.status = 'finished' or run.status = 'cancelled')`.execute(db)
  if (isDropped.length === 0) return undefined
  const { rows } = await sql<RunSum>`select request_model_id as modelId, cost_state as costState, sum(calls) as calls,
    sum(cost_nanousd) as nanoUsd, sum(upper_nanousd) as upperNanoUsd, sum(case when kind = 'retry' then calls else 0 end) as retries,
    sum(uncached_input_tokens + cache_read_input_tokens + cache_write_input_tokens) as inputTokens,
    sum(text_output_tokens + reasoning_output_tokens) as outputTokens
    from rollup_key where run_id = ${runId} and method = 'probe' group by 1, 2`.execute(db)
  return rows
}
