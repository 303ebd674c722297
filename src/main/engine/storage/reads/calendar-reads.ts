import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** Up to when what begins and ends by itself has been told; before anything was, since there is a workspace. */
export async function calendarSeen(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('workspace')
    .select(sql<number>`coalesce(calendar_seen_ms, created_at_ms)`.as('seenMs'))
    .executeTakeFirstOrThrow()
  return row.seenMs
}
