import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** Calls that are alike: to one model, begun and ended in the same minutes (counted since 1970), with one outcome. */
export interface MinuteCalls {
  readonly modelId: number
  readonly startMinute: number
  /** null: not settled. */
  readonly endMinute: number | null
  readonly state: string
  readonly code: string | null
  /** By the steps of `latency_quarter`; null: not answered. */
  readonly latencyStep: number | null
  readonly calls: number
  readonly nanoUsd: number
  /** Beyond `nanoUsd`, of calls whose cost is not known, what they may have cost at most. */
  readonly upperNanoUsd: number
}

/** Calls up to an attempt that began from one instant until just before another, at most some minutes: longer is asked in parts, so that nobody holds the log. */
export async function minuteCalls(
  db: Kysely<Database>,
  input: { readonly fromMs: number; readonly untilMs: number; readonly lastAttemptId: number },
): Promise<MinuteCalls[]> {
  const { rows } = await sql<MinuteCalls>`
    select served_model_id as modelId, started_at_ms / 60000 as startMinute, ended_at_ms / 60000 as endMinute, state, code,
      case when state <> 'answered' or duration_ms is null then null when duration_ms <= 1 then 0
        else cast(ceil(ln(duration_ms) / ln(1.04)) as integer) end as latencyStep,
      count(*) as calls, coalesce(sum(cost_nanousd), 0) as nanoUsd,
      coalesce(sum(case when cost_nanousd is null then cost_upper_nanousd end), 0) as upperNanoUsd
    from attempt where started_at_ms >= ${input.fromMs} and started_at_ms < ${input.untilMs} and id <= ${input.lastAttemptId}
    group by 1, 2, 3, 4, 5, 6`.execute(db)
  return rows
}
