import type { Database } from 'better-sqlite3'

/** Up to when what begins and ends by itself has been told. Null: since the workspace was made. */
export function rememberTheCalendar(db: Database): void {
  db.exec('alter table workspace add column calendar_seen_ms integer')
}
