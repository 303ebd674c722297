import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database.ts'

const mostQueries = 1000

/** A person's own questions, by name. */
export async function savedQueries(db: Kysely<Database>): Promise<Selectable<Database['saved_query']>[]> {
  return await db.selectFrom('saved_query').selectAll().orderBy('name').limit(mostQueries).execute()
}
