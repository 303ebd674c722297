import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database, EventTable } from '../database.ts'
import { runIdOf, unindexed } from './expressions.ts'

export interface EventRow extends Selectable<EventTable> {
  readonly run_ulid: string | null
}

export interface ListEvents {
  readonly kind?: string | undefined
  readonly subject?: string | undefined
  readonly runUlid?: string | undefined
  readonly beforeId?: number | undefined
  readonly limit: number
}

/** Newest first. One filter leads by its index, what else is asked is looked for among those rows: the subject before the run, the run before the kind. */
export async function listEvents(db: Kysely<Database>, input: ListEvents): Promise<EventRow[]> {
  const { kind, subject, runUlid } = input
  const led = (column: string, isLed: boolean) => (isLed ? unindexed(column) : sql.ref<number | string>(column))
  let query = db
    .selectFrom('event')
    .leftJoin('run', 'run.id', 'event.run_id')
    .selectAll('event')
    .select('run.ulid as run_ulid')
    .where('event.id', '<', input.beforeId ?? Number.MAX_SAFE_INTEGER)
    .orderBy('event.id', 'desc')
    .limit(input.limit)
  if (subject !== undefined) query = query.where('event.subject', '=', subject)
  if (runUlid !== undefined) query = query.where(led('event.run_id', subject !== undefined), '=', runIdOf(db, runUlid))
  if (kind !== undefined) query = query.where(led('event.kind', subject !== undefined || runUlid !== undefined), '=', kind)
  return await query.execute()
}
