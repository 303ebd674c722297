import type { Database } from 'better-sqlite3'

/** What a run that rests has come to, so that a list need not count the probes and attempts of each. Null: it goes on, or nobody has counted yet. */
export function keepRunTotals(db: Database): void {
  db.exec('alter table run add column totals text')
}
