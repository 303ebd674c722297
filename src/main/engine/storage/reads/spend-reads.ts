import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** What calls of a pool cost, or may have cost at most, that began within a quarter of an hour. Nano-USD; `quarter` counts quarters of an hour since 1970. */
export interface PoolSpend {
  readonly poolId: number
  readonly quarter: number
  readonly nanoUsd: number
}

/** The attempt that was begun last; 0: none. */
export async function lastAttemptId(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('attempt').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? 0
}

/** What was spent in calls up to an attempt that began from one instant until just before another, at most a day: longer is asked in parts, so that nobody holds the log. */
export async function spentBetween(
  db: Kysely<Database>,
  input: { readonly fromMs: number; readonly untilMs: number; readonly lastAttemptId: number },
): Promise<PoolSpend[]> {
  const quarter = sql<number>`started_at_ms / 900000`
  const rows = await db
    .selectFrom('attempt')
    .select((field) => [
      'pool_id',
      quarter.as('quarter'),
      field.fn.sum<number>(field.fn.coalesce('cost_nanousd', 'cost_upper_nanousd', field.lit(0))).as('nano_usd'),
    ])
    .where('started_at_ms', '>=', input.fromMs)
    .where('started_at_ms', '<', input.untilMs)
    .where('id', '<=', input.lastAttemptId)
    .groupBy(['pool_id', quarter])
    .execute()
  return rows.map((row) => ({ poolId: row.pool_id, quarter: Number(row.quarter), nanoUsd: Number(row.nano_usd) }))
}
