import type { Database } from 'better-sqlite3'

/**
 * How far the checking of a run is. `checking`: 3 nobody has looked yet what there is to check, 2 what was said before is being taken back, 1 answers may be without a verdict, 0 nothing is left to do.
 * `checks_…`: its probes by what their checks said; `checks_none`: those that there was nothing to check of. `row_checks`: 1 where rows bring checks of their own.
 * Runs from before there were checks have none.
 */
export function countVerdicts(db: Database): void {
  db.exec(`
    alter table run add column checking integer not null default 3;
    alter table run add column row_checks integer not null default 0;
    alter table run add column checks_passed integer not null default 0;
    alter table run add column checks_failed integer not null default 0;
    alter table run add column checks_errors integer not null default 0;
    alter table run add column checks_none integer not null default 0;
    update run set checking = 0;
    create index run_to_check on run (id) where checking > 0;
  `)
}
