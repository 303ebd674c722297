import { callEventColumns } from './call-event-columns.ts'
import type { DocumentedView } from './documented-views.ts'

const ofModel = (what: string, id: string) =>
  `(select ${what} from main.model join main.provider on provider.id = model.provider_id where model.id = ${id})`
const ref = `provider.key || '/' || model.wire_id`

/**
 * What the view `call_event` of the database says, in the same words. There all that is named beside a call is joined to it, and SQLite looks up every join for a count or a sum
 * that asks for none of it; here it is looked up where it is asked for, at a third of the time. Runs are joined, so that the calls of one are found by it.
 */
export const callEventView: DocumentedView = {
  ...{ name: 'call_event', of: 'call_event' },
  about: 'Every call that has ended, whoever asked for it and however it ended, in the words of the requirement.',
  columns: callEventColumns,
  sql: `
  select
    attempt.ulid as ulid,
    strftime('%Y-%m-%dT%H:%M:%fZ', attempt.started_at_ms / 1000.0, 'unixepoch') as ts,
    ${ofModel(ref, 'attempt.served_model_id')} as service,
    attempt.method as method,
    (select json_object(
        'promptIndex', probe.prompt_idx,
        'sample', probe.sample,
        'variables', json(coalesce(prompt.variables, 'null')),
        'parameters', json(coalesce((select run_model.parameters from main.run_model
          where run_model.run_id = attempt.run_id and run_model.model_id = attempt.request_model_id limit 1), 'null'))
      ) from main.probe left join main.prompt on prompt.run_id = probe.run_id and prompt.idx = probe.prompt_idx
      where probe.id = attempt.probe_id) as args,
    attempt.user as user_id,
    run.ulid as session_id,
    attempt.output_kind as decision,
    ${ofModel(ref, 'attempt.request_model_id')} as model,
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
      'priceVersion', (select ulid from main.price_version where price_version.id = attempt.price_version_id),
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
    ${ofModel('provider.key', 'attempt.served_model_id')} as provider,
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
  from main.attempt left join main.run on run.id = attempt.run_id
  where attempt.seq is not null`,
}
