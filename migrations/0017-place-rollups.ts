import type { Database } from 'better-sqlite3'

const tables = ['rollup_key', 'rollup_quarter'] as const

/**
 * From which place of the ledger to which each sum over calls was made: so a question about how things stood at an earlier place takes the sums that were
 * complete by then, and looks at the calls of those quarters of an hour alone that were being added to just then. The sums are made anew.
 */
export function placeRollups(db: Database): void {
  for (const table of tables) {
    db.exec(`
      delete from ${table};
      alter table ${table} add column first_seq integer not null default 0;
      alter table ${table} add column last_seq integer not null default 0;
    `)
  }
  db.exec(`
    delete from latency_quarter;
    delete from latency_day;
    create index rollup_key_by_last_seq on rollup_key (last_seq);
    alter table rollup_state add column generation integer not null default 0;
    update rollup_state set seq = 0;
  `)
}
