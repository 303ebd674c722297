import type { Database } from 'better-sqlite3'

/** Events of one kind, newest first, without passing over all others: a run may leave one for each probe that fell back. */
export function findEventsByKind(db: Database): void {
  db.exec('create index event_by_kind on event (kind)')
}
