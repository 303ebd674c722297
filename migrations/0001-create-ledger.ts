import type { Database } from 'better-sqlite3'

/**
 * The catalog, the runs and the ledger of attempts, as design section 3 describes them; one schema, so one file.
 * In `probe` and `attempt` a closed set is written as a chain of `or`: SQLite builds a table in memory for each `in` of more than two,
 * at every insert and update, which cost a third of the writer's time. An index ends in the row's key by itself, so a list in order of
 * keys needs no other; what few rows have (a failure, a wait) is found by a partial index, which costs the many nothing.
 * What `probe` and `attempt` name in the catalog is no foreign key: to take one unused model away SQLite would pass over the whole
 * ledger once for each. Instead nothing of the catalog can be removed that was ever asked (`edit` refuses it), and a check-up looks for it.
 */
export function createLedger(db: Database): void {
  db.exec(`
    create table workspace (
      id integer primary key check (id = 1),
      epoch integer not null,
      created_at_ms integer not null
    ) strict;

    create table provider (
      id integer primary key,
      key text not null unique,
      name text not null,
      kind text not null,
      base_url text,
      credential_ref text,
      credential_origin text,
      connect_ms integer not null,
      silence_ms integer not null,
      total_ms integer not null,
      max_parallel integer check (max_parallel >= 1),
      sends_attempt_id integer not null check (sends_attempt_id in (0, 1)),
      enabled integer not null check (enabled in (0, 1)),
      revision integer not null
    ) strict;

    create table provider_state (
      provider_id integer primary key references provider (id) on delete cascade,
      stopped_code text,
      message text,
      updated_at_ms integer not null
    ) strict;

    create table pool (
      id integer primary key,
      provider_id integer not null references provider (id) on delete cascade,
      name text not null,
      max_parallel integer not null check (max_parallel >= 1),
      requests_per_minute integer check (requests_per_minute >= 1),
      tokens_per_minute integer check (tokens_per_minute >= 1),
      input_tokens_per_minute integer check (input_tokens_per_minute >= 1),
      output_tokens_per_minute integer check (output_tokens_per_minute >= 1),
      requests_per_day integer check (requests_per_day >= 1),
      day_resets_at text not null,
      burst integer check (burst >= 1),
      adaptive integer not null default 0 check (adaptive in (0, 1)),
      adaptive_min integer,
      adaptive_max integer,
      revision integer not null,
      unique (provider_id, name)
    ) strict;

    create table pool_state (
      pool_id integer primary key references pool (id) on delete cascade,
      parked_until_ms integer,
      cause text,
      backoff_step integer not null,
      hinted integer not null check (hinted in (0, 1)),
      adaptive_limit integer,
      updated_at_ms integer not null
    ) strict;

    create table model (
      id integer primary key,
      provider_id integer not null references provider (id) on delete cascade,
      pool_id integer not null references pool (id),
      wire_id text not null,
      name text not null,
      status text not null check (status in ('active', 'deprecated')),
      is_default integer not null check (is_default in (0, 1)),
      context_window integer,
      max_output integer,
      capabilities text not null,
      sunset_at_ms integer,
      fallback_model_id integer references model (id),
      import_json text,
      revision integer not null,
      unique (provider_id, wire_id)
    ) strict;
    create unique index model_one_default on model (provider_id) where is_default = 1;
    create index model_by_pool on model (pool_id);

    create table price_version (
      id integer primary key,
      ulid text not null unique,
      model_id integer not null references model (id) on delete cascade,
      effective_from_ms integer not null,
      seq integer not null,
      tiers text not null,
      source text not null,
      source_kind text not null check (source_kind in ('seed', 'manual', 'import')),
      source_url text,
      source_figures text,
      note text,
      created_at_ms integer not null
    ) strict;
    create unique index price_version_in_force on price_version (model_id, effective_from_ms, seq);
    create trigger price_version_is_immutable before update on price_version
      begin select raise(abort, 'a price version is immutable'); end;

    create table seed_record (
      kind text not null,
      key text not null,
      seeded_at_ms integer not null,
      primary key (kind, key)
    ) strict, without rowid;

    create table system_setting (
      key text primary key,
      value text not null,
      revision integer not null,
      updated_at_ms integer not null
    ) strict, without rowid;

    create table run (
      id integer primary key,
      ulid text not null unique,
      name text not null,
      batch text not null,
      status text not null check (status in ('queued', 'running', 'paused', 'draining', 'finished', 'cancelled')),
      pause_reason text,
      on_restart text not null check (on_restart in ('hold', 'resume-safe', 'resend')),
      user text not null,
      budget_nanousd integer,
      samples integer not null,
      prompt_count integer not null,
      created_at_ms integer not null,
      started_at_ms integer,
      finished_at_ms integer
    ) strict;
    create index run_by_status on run (status);

    create table run_model (
      run_id integer not null references run (id) on delete cascade,
      model_id integer not null references model (id),
      position integer not null,
      parameters text not null,
      planned integer not null,
      primary key (run_id, position)
    ) strict, without rowid;

    create table prompt (
      run_id integer not null references run (id) on delete cascade,
      idx integer not null,
      variables text not null,
      body_hash text not null,
      bytes integer not null,
      primary key (run_id, idx)
    ) strict, without rowid;

    create table probe (
      id integer primary key,
      run_id integer not null references run (id) on delete cascade,
      model_id integer not null,
      prompt_idx integer not null,
      sample integer not null,
      status text not null check (status = 'pending' or status = 'waiting' or status = 'in_flight' or status = 'succeeded'
        or status = 'failed' or status = 'cancelled' or status = 'interrupted'),
      wait_until_ms integer,
      wait_cause text,
      wait_since_ms integer,
      used_fallback integer not null default 0 check (used_fallback in (0, 1)),
      served_model_id integer,
      cached_from integer,
      attempts integer not null default 0,
      allowance_used integer not null default 0,
      counted_refusals integer not null default 0,
      answer_attempt_id integer,
      checks text,
      code text
    ) strict;
    create unique index probe_by_cell on probe (run_id, model_id, prompt_idx, sample);
    create index probe_by_run on probe (run_id);
    create index probe_ready on probe (run_id, model_id) where status = 'pending' or status = 'waiting';
    create index probe_not_well on probe (run_id, status) where status = 'failed' or status = 'interrupted' or status = 'cancelled';

    create table attempt (
      id integer primary key,
      ulid text not null unique,
      seq integer,
      method text not null,
      run_id integer references run (id),
      probe_id integer references probe (id),
      number integer not null,
      kind text not null check (kind = 'first' or kind = 'retry' or kind = 'fallback'),
      state text not null check (state = 'started' or state = 'answered' or state = 'failed' or state = 'cancelled'
        or state = 'interrupted'),
      request_model_id integer not null,
      served_model_id integer not null,
      pool_id integer not null,
      response_model text,
      user text not null,
      output_kind text not null,
      started_at_ms integer not null,
      ended_at_ms integer,
      duration_ms real,
      first_chunk_ms real,
      queue_ms real not null,
      wait_cause text,
      http_status integer,
      code text,
      message text,
      error_body text,
      provider_request_id text,
      finish_reason text,
      service_tier text,
      uncached_input_tokens integer,
      cache_read_input_tokens integer,
      cache_write_5m_input_tokens integer,
      cache_write_1h_input_tokens integer,
      text_output_tokens integer,
      reasoning_output_tokens integer,
      raw_usage text,
      reserved_input_tokens integer not null,
      reserved_output_tokens integer not null,
      cost_nanousd integer,
      cost_upper_nanousd integer,
      cost_state text not null,
      price_version_id integer,
      answer_text text,
      answer_hash text
    ) strict;
    create unique index attempt_by_seq on attempt (seq) where seq is not null;
    create index attempt_by_run on attempt (run_id);
    create index attempt_by_probe on attempt (probe_id);
    create index attempt_by_served_model on attempt (served_model_id);
    create index attempt_by_start on attempt (started_at_ms, pool_id);
    create index attempt_open on attempt (state) where state = 'started';
    create index attempt_not_well on attempt (state) where state = 'failed' or state = 'cancelled' or state = 'interrupted';
    create index attempt_not_well_in_run on attempt (run_id, state) where state = 'failed' or state = 'cancelled' or state = 'interrupted';
    create index attempt_by_code on attempt (code) where code is not null;
    create index attempt_by_code_in_run on attempt (run_id, code) where code is not null;

    create table body (
      hash text primary key,
      encoding text not null check (encoding in ('plain', 'zstd')),
      bytes integer not null,
      data blob not null
    ) strict, without rowid;

    create table event (
      id integer primary key,
      ulid text not null unique,
      at_ms integer not null,
      kind text not null,
      subject text not null,
      run_id integer references run (id),
      attempt_id integer references attempt (id),
      data text not null
    ) strict;

    create table audit_entry (
      id integer primary key,
      ulid text not null unique,
      at_ms integer not null,
      user text not null,
      origin text not null,
      subject_kind text not null,
      subject text not null,
      action text not null,
      before text,
      after text,
      reason text
    ) strict;
    create index audit_entry_by_subject on audit_entry (subject_kind, subject, id);
  `)
}
