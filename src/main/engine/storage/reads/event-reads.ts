import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database, EventTable } from '../database.ts'
import { runIdOf, unindexed } from './expressions.ts'

export interface EventRow extends Selectable<EventTable> {
  readonly run_ulid: string | null
}

/** Of these kinds, or of all, after an event, newest first. Each kind goes by its index: thousands of one hide none of another. */
export async function newEvents(
  db: Kysely<Database>,
  input: { readonly afterId: number; readonly kinds?: readonly string[] | undefined; readonly limit: number },
): Promise<EventRow[]> {
  const after = (kind: string | undefined) => {
    const rows = selectEvents(db).where('event.id', '>', input.afterId).orderBy('event.id', 'desc').limit(input.limit)
    return (kind === undefined ? rows : rows.where('event.kind', '=', kind)).execute()
  }
  const found = await Promise.all((input.kinds ?? [undefined]).map(after))
  return found
    .flat()
    .sort((left, right) => right.id - left.id)
    .slice(0, input.limit)
}

/** The newest event; 0: none. */
export async function lastEventId(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('event').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? 0
}

export function selectEvents(db: Kysely<Database>) {
  return db.selectFrom('event').leftJoin('run', 'run.id', 'event.run_id').selectAll('event').select('run.ulid as run_ulid')
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
  let query = selectEvents(db)
    .where('event.id', '<', input.beforeId ?? Number.MAX_SAFE_INTEGER)
    .orderBy('event.id', 'desc')
    .limit(input.limit)
  if (subject !== undefined) query = query.where('event.subject', '=', subject)
  if (runUlid !== undefined) query = query.where(led('event.run_id', subject !== undefined), '=', runIdOf(db, runUlid))
  if (kind !== undefined) query = query.where(led('event.kind', subject !== undefined || runUlid !== undefined), '=', kind)
  return await query.execute()
}
