import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

export interface RunSpend {
  /** null: the run has no budget. */
  readonly limitNanoUsd: number | null
  /** By every method; of what may have been billed, all of it. */
  readonly spentNanoUsd: number
  readonly allowsUnpriced: boolean
}

/** What a run may spend and has spent, whoever asked. Throws when there is no such run. */
export async function runSpend(db: Kysely<Database>, { runId }: { readonly runId: number }): Promise<RunSpend> {
  const run = await db
    .selectFrom('run')
    .select(['budget_nanousd', sql<number | null>`batch ->> '$.allowUnpriced'`.as('allowsUnpriced')])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
  const allowsUnpriced = run.allowsUnpriced === 1
  if (run.budget_nanousd === null) return { limitNanoUsd: null, spentNanoUsd: 0, allowsUnpriced }
  const spent = await db
    .selectFrom('attempt')
    .select(sql<number>`coalesce(sum(coalesce(cost_nanousd, cost_upper_nanousd, 0)), 0)`.as('nanoUsd'))
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow()
  return { limitNanoUsd: Number(run.budget_nanousd), spentNanoUsd: Number(spent.nanoUsd), allowsUnpriced }
}
