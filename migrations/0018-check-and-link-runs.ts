import type { Database } from 'better-sqlite3'

/**
 * What checks said of a probe: `verdict` 1 passed, 0 failed, 2 could not be decided, null nothing yet; `score`; and, as bits by the place in its run's `check_labels`, what failed.
 * `turns`: how many of its run's turns are answered. `spent_nanousd`, `spent_upper_nanousd`: what its calls came to together and at most more, where it had several; null: its last call's.
 * A run's `checks` are those it is held against since they were changed; null: its batch's. A rerun names the run it repeats a part of, and sends of each model the cells that are listed, `cells` of
 * them; null: every sample of every prompt.
 */
export function checkAndLinkRuns(db: Database): void {
  db.exec(`
    alter table probe add column verdict integer;
    alter table probe add column score real;
    alter table probe add column failed_checks integer;
    alter table probe add column turns integer not null default 0;
    alter table probe add column spent_nanousd integer;
    alter table probe add column spent_upper_nanousd integer;

    alter table run add column checks text;
    alter table run add column check_labels text;
    alter table run add column checks_changed_at_ms integer;
    alter table run add column rerun_of integer references run (id) on delete set null;
    alter table run add column rerun_what text;
    create index run_by_rerun on run (rerun_of) where rerun_of is not null;

    alter table run_model add column cells integer;

    create table rerun_cell (
      run_id integer not null references run (id) on delete cascade,
      position integer not null,
      n integer not null,
      prompt_idx integer not null,
      sample integer not null,
      primary key (run_id, position, n)
    ) strict, without rowid;
  `)
}
