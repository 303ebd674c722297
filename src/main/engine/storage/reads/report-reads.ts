import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

const mostReports = 1000

/** Reports that are kept, newest first. */
export async function keptReports(db: Kysely<Database>): Promise<Database['kept_report'][]> {
  return await db.selectFrom('kept_report').selectAll().orderBy('made_at_ms', 'desc').orderBy('name').limit(mostReports).execute()
}
