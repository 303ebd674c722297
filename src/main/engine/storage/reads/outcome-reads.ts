import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** What is kept of what a run came to, JSON; undefined: nothing is. */
export async function keptOutcomes(db: Kysely<Database>, { runId }: { readonly runId: number }): Promise<string | undefined> {
  const row = await db.selectFrom('run_outcome').select('sums').where('run_id', '=', runId).executeTakeFirst()
  return row?.sums
}
