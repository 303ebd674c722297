import type { Database } from 'better-sqlite3'

/** What is added up of calls; the names are the same in both tables, so that either can be read in place of the other. */
const sums = `
      calls integer not null,
      answered integer not null,
      timed integer not null,
      duration_us integer not null,
      cost_nanousd integer not null,
      upper_nanousd integer not null,
      uncached_input_tokens integer not null,
      cache_read_input_tokens integer not null,
      cache_write_input_tokens integer not null,
      text_output_tokens integer not null,
      reasoning_output_tokens integer not null`

/**
 * Sums over calls, so that a question need not read each of them: `rollup_key` has a row for every kind of call there was (who asked whom in which run, and what
 * came of it) with all that it came to, `rollup_quarter` what of it fell in each quarter of an hour by start. A run is short, so most of a range are keys that lie
 * in it whole. `timed`, `duration_us`: answered calls, those of them whose duration is known, in microseconds. Latencies are counted in steps of 4 %, by quarter and by day of UTC.
 * Both hold the attempts up to `rollup_state.seq`, exactly: what came after it is not in them yet and is read from the ledger, and whoever writes here moves it in the same transaction.
 * `dropped_before_ms`, the beginning of a quarter: attempts that began before it have been given up, and stay here alone; those of them up to the place `dropped_seq`
 * are in the sums even while these are made anew. The tables begin empty, and the writer fills them once it has opened.
 */
export function keepRollups(db: Database): void {
  db.exec(`
    create table rollup_state (
      id integer primary key check (id = 1),
      seq integer not null,
      dropped_before_ms integer check (dropped_before_ms % 900000 = 0),
      dropped_seq integer not null
    ) strict;
    insert into rollup_state (id, seq, dropped_seq) values (1, 0, 0);

    create table rollup_key (
      id integer primary key,
      run_id integer not null,
      served_model_id integer not null,
      request_model_id integer not null,
      method text not null,
      user text not null,
      output_kind text not null,
      kind text not null,
      code text not null,
      cost_state text not null,
      first_quarter integer not null,
      last_quarter integer not null,${sums}
    ) strict;
    create unique index rollup_key_by_all on rollup_key
      (run_id, served_model_id, request_model_id, method, user, output_kind, kind, code, cost_state);

    create table rollup_quarter (
      key_id integer not null,
      quarter integer not null,${sums},
      primary key (key_id, quarter)
    ) strict, without rowid;

    create table latency_key (
      id integer primary key,
      served_model_id integer not null,
      request_model_id integer not null,
      method text not null,
      output_kind text not null,
      unique (served_model_id, request_model_id, method, output_kind)
    ) strict;

    create table latency_quarter (
      key_id integer not null,
      quarter integer not null,
      step integer not null,
      calls integer not null,
      primary key (key_id, quarter, step)
    ) strict, without rowid;

    create table latency_day (
      key_id integer not null,
      day integer not null,
      step integer not null,
      calls integer not null,
      primary key (key_id, day, step)
    ) strict, without rowid;
  `)
}
