import type { Database } from 'better-sqlite3'

/**
 * Answers that are taken again instead of asked for, by the hash of what was asked; and what that came to, by model, which outlives them.
 * What retention has dropped, and how far back: before these instants calls are known by rollups alone.
 * Of a probe whose last call was dropped, how sure its cost was.
 * The indexes find what a dropped call or body is named by; those of what most rows do not have are partial.
 */
export function keepAnswers(db: Database): void {
  db.exec(`
    create table answer_cache (
      key blob primary key,
      model_id integer not null references model (id),
      attempt_id integer not null references attempt (id) on delete cascade,
      bytes integer not null,
      kept_at_ms integer not null,
      expires_at_ms integer not null
    ) strict, without rowid;
    create index answer_cache_by_attempt on answer_cache (attempt_id);
    create index answer_cache_by_end on answer_cache (expires_at_ms);

    create table answer_cache_total (
      model_id integer primary key references model (id),
      hits integer not null,
      saved_nanousd integer not null
    ) strict;

    create table retention_state (
      id integer primary key check (id = 1),
      bodies_before_ms integer,
      events_before_ms integer,
      attempts_before_ms integer,
      last_at_ms integer,
      last_dropped text,
      last_freed_bytes integer
    ) strict;
    insert into retention_state (id) values (1);

    alter table probe add column dropped_cost_state text;

    create index attempt_by_answer on attempt (answer_hash) where answer_hash is not null;
    create index event_by_attempt on event (attempt_id) where attempt_id is not null;
    create index probe_by_cached on probe (cached_from) where cached_from is not null;
  `)
}
