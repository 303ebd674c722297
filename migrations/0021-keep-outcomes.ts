import type { Database } from 'better-sqlite3'

/** What a run at rest came to, JSON, once it was asked for: its probes need not be read again to say so. Gone with the next word of its checks. */
export function keepOutcomes(db: Database): void {
  db.exec(`
    create table run_outcome (
      run_id integer primary key references run (id) on delete cascade,
      sums text not null
    ) strict;
  `)
}
