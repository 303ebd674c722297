import type { Database } from 'better-sqlite3'

/**
 * Breakers that outlive the engine, how warily a pool comes back, the model that a probe fell back to,
 * events found by what they are about, and the tier of its price by which an attempt was reckoned.
 */
export function addBreakersAndFallbacks(db: Database): void {
  db.exec(`
    create table circuit_breaker_state (
      service text primary key,
      state text not null check (state in ('closed', 'open', 'half-open')),
      failures integer not null,
      successes integer not null,
      last_failure_at_ms integer,
      last_state_change_at_ms integer,
      half_open_at_ms integer,
      open_count integer not null,
      total_failures integer not null,
      total_successes integer not null,
      reason text,
      hold text check (hold in ('open', 'closed')),
      hold_reason text,
      hold_by text,
      updated_at_ms integer not null
    ) strict, without rowid;

    alter table pool_state add column caution text;
    alter table probe add column fallback_model_id integer;
    alter table attempt add column price_tier integer;

    create index event_by_subject on event (subject);
    create index event_by_run on event (run_id) where run_id is not null;
  `)
}
