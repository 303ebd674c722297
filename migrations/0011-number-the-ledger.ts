import type { Database } from 'better-sqlite3'

/**
 * One row of numbers for calls, events and audit entries: old ones get their place by time, each kind in the order it was written. What the
 * ledger's filters look at stands once more, narrow and in blocks of calls by `seq` (see `storage/ledger/block-format.ts`), so that any combination
 * of them is found without an index for each. `call_event` says a call in the words of the requirement.
 */
export function numberTheLedger(db: Database): void {
  db.exec(`
    alter table event add column seq integer;
    alter table audit_entry add column seq integer;

    create temp table place as select entry, id, row_number() over (order by at_ms, entry, place) as seq from (
      select 'attempt' as entry, id, seq as place, max(ended_at_ms) over (order by seq) as at_ms from attempt where seq is not null
      union all select 'audit', id, id, max(at_ms) over (order by id) from audit_entry
      union all select 'event', id, id, max(at_ms) over (order by id) from event
    );
    create index temp.place_of_entry on place (entry, id, seq);

    drop index attempt_by_seq;
    update attempt set seq = (select place.seq from temp.place where entry = 'attempt' and place.id = attempt.id) where seq is not null;
    update event set seq = (select place.seq from temp.place where entry = 'event' and place.id = event.id);

    drop trigger audit_entry_is_immutable;
    update audit_entry set seq = (select place.seq from temp.place where entry = 'audit' and place.id = audit_entry.id);
    create trigger audit_entry_is_immutable before update on audit_entry
      begin select raise(abort, 'an audit entry is immutable'); end;
    drop table temp.place;

    create unique index attempt_by_seq on attempt (seq) where seq is not null;
    create unique index event_by_seq on event (seq);
    create unique index audit_entry_by_seq on audit_entry (seq);
    create index event_by_time on event (at_ms, kind, seq);

    create table ledger_word (
      id integer primary key,
      word text not null unique
    ) strict;
    create table ledger_block (
      first_seq integer primary key,
      last_seq integer not null,
      calls integer not null,
      from_ms integer not null,
      to_ms integer not null,
      least_duration_ms real,
      most_duration_ms real,
      least_cost_nanousd integer,
      most_cost_nanousd integer,
      groups blob not null,
      group_of blob not null,
      seqs blob not null,
      starts blob not null,
      durations blob not null,
      costs blob not null
    ) strict;
  `)
  db.exec(callEvent)
}

const callEvent = `
  create view call_event as
  select
    attempt.ulid as ulid,
    strftime('%Y-%m-%dT%H:%M:%fZ', attempt.started_at_ms / 1000.0, 'unixepoch') as ts,
    served_provider.key || '/' || served.wire_id as service,
    attempt.method as method,
    case when attempt.probe_id is null then null else json_object(
      'promptIndex', probe.prompt_idx,
      'sample', probe.sample,
      'variables', json(coalesce(prompt.variables, 'null')),
      'parameters', json(coalesce((select run_model.parameters from run_model
        where run_model.run_id = attempt.run_id and run_model.model_id = attempt.request_model_id limit 1), 'null'))
    ) end as args,
    attempt.user as user_id,
    run.ulid as session_id,
    attempt.output_kind as decision,
    asked_provider.key || '/' || asked.wire_id as model,
    attempt.state = 'answered' as success,
    attempt.queue_ms + attempt.duration_ms as latency_ms,
    attempt.queue_ms as decision_latency_ms,
    attempt.duration_ms as generation_latency_ms,
    case when attempt.cost_nanousd is null then null
      else printf('%d.%09d', attempt.cost_nanousd / 1000000000, attempt.cost_nanousd % 1000000000) end as cost_usd,
    null as decision_tokens,
    attempt.text_output_tokens + attempt.reasoning_output_tokens as generation_tokens,
    attempt.answer_text as result,
    case when attempt.state = 'answered' then null else coalesce(attempt.message, attempt.code, attempt.state) end as error,
    json_object(
      'state', attempt.state,
      'code', attempt.code,
      'kind', attempt.kind,
      'number', attempt.number,
      'costState', attempt.cost_state,
      'costNanoUsd', attempt.cost_nanousd,
      'costUpperNanoUsd', attempt.cost_upper_nanousd,
      'priceVersion', price_version.ulid,
      'priceTier', attempt.price_tier,
      'usage', case when attempt.uncached_input_tokens is null then null else json_object(
        'uncachedInputTokens', attempt.uncached_input_tokens,
        'cacheReadInputTokens', attempt.cache_read_input_tokens,
        'cacheWrite5mInputTokens', attempt.cache_write_5m_input_tokens,
        'cacheWrite1hInputTokens', attempt.cache_write_1h_input_tokens,
        'textOutputTokens', attempt.text_output_tokens,
        'reasoningOutputTokens', attempt.reasoning_output_tokens
      ) end,
      'httpStatus', attempt.http_status,
      'providerRequestId', attempt.provider_request_id,
      'responseModel', attempt.response_model,
      'finishReason', attempt.finish_reason,
      'serviceTier', attempt.service_tier,
      'timeToFirstChunkMs', attempt.first_chunk_ms,
      'waitCause', attempt.wait_cause,
      'answerHash', attempt.answer_hash
    ) as metadata,
    attempt.seq as seq,
    attempt.started_at_ms as started_at_ms,
    served_provider.key as provider,
    attempt.state as state,
    attempt.code as code,
    attempt.kind as kind,
    attempt.cost_state as cost_state,
    attempt.cost_nanousd as cost_nanousd,
    attempt.cost_upper_nanousd as cost_upper_nanousd,
    attempt.uncached_input_tokens + attempt.cache_read_input_tokens + attempt.cache_write_5m_input_tokens
      + attempt.cache_write_1h_input_tokens as input_tokens,
    attempt.cache_read_input_tokens as cache_read_input_tokens,
    run.name as run_name,
    attempt.answer_hash as answer_hash
  from attempt
    left join run on run.id = attempt.run_id
    left join probe on probe.id = attempt.probe_id
    left join prompt on prompt.run_id = probe.run_id and prompt.idx = probe.prompt_idx
    left join model as served on served.id = attempt.served_model_id
    left join provider as served_provider on served_provider.id = served.provider_id
    left join model as asked on asked.id = attempt.request_model_id
    left join provider as asked_provider on asked_provider.id = asked.provider_id
    left join price_version on price_version.id = attempt.price_version_id
  where attempt.seq is not null;
`
