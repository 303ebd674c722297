import type { Database } from 'better-sqlite3'

/** A person's own questions in SQL, under a name. */
export function saveQueries(db: Database): void {
  db.exec(`
    create table saved_query (
      name text primary key,
      about text not null,
      query text not null,
      updated_at_ms integer not null
    ) strict, without rowid;
  `)
}
