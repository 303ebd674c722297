import { callEventView } from './call-event-view.ts'
import { rollupView } from './rollup-view.ts'

/** A table for questions: each column with its type and a sentence. */
export interface DocumentedView {
  readonly name: string
  readonly about: string
  /** The table or view of the database that it stands on. */
  readonly of: string
  /** What it shows. */
  readonly sql: string
  readonly columns: readonly (readonly [name: string, type: string, about: string])[]
}

const iso = (column: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`
const usd = (column: string) =>
  `case when ${column} is null then null else printf('%d.%09d', ${column} / 1000000000, ${column} % 1000000000) end`
const refOf = (id: string) =>
  `(select provider.key || '/' || model.wire_id from main.model join main.provider on provider.id = model.provider_id where model.id = ${id})`

export const documentedViews: readonly DocumentedView[] = [
  callEventView,
  rollupView,
  {
    ...{ name: 'price_version', of: 'price_version' },
    about: 'Every price there ever was, of each model from an instant on; nothing of it is ever changed.',
    sql: `select ulid, ${refOf('price_version.model_id')} as model, ${iso('effective_from_ms')} as effective_from, effective_from_ms, seq, tiers,
      source_kind, source, source_url, note, (select ulid from main.price_version as other where other.id = price_version.withdraws_id) as withdraws,
      created_at_ms from main.price_version`,
    columns: [
      ['ulid', 'text', 'Its name; calls give it as `priceVersion` in their metadata.'],
      ['model', 'text', 'The model it is of, as provider/model.'],
      ['effective_from', 'text', 'From when on it prices, UTC.'],
      ['effective_from_ms', 'integer', 'The same in milliseconds since 1970.'],
      ['seq', 'integer', 'Of several from the same instant on, the highest prices.'],
      ['tiers', 'text', 'JSON: the rates of each tier in micro-USD per million tokens, the first that fits prices.'],
      ['source_kind', 'text', 'seed, manual or import.'],
      ['source', 'text', 'Who said so.'],
      ['source_url', 'text', 'Where; null: nowhere.'],
      ['note', 'text', 'What was noted with it.'],
      ['withdraws', 'text', 'The version that it takes away; null: it is one that prices.'],
      ['created_at_ms', 'integer', 'When it was entered, in milliseconds since 1970.'],
    ],
  },
  {
    ...{ name: 'event', of: 'event' },
    about: 'What happened that is no call: breakers, parked pools, fallbacks, budgets, alerts, runs that began and ended.',
    sql: `select event.ulid, event.seq, ${iso('event.at_ms')} as ts, event.at_ms, event.kind, event.subject, run.ulid as session_id, run.name as run_name,
      (select ulid from main.attempt where attempt.id = event.attempt_id) as call, event.data
      from main.event left join main.run on run.id = event.run_id`,
    columns: [
      ['ulid', 'text', 'Its name.'],
      ['seq', 'integer', 'Its place in the ledger, among calls and audit entries.'],
      ['ts', 'text', 'When it happened, UTC.'],
      ['at_ms', 'integer', 'The same in milliseconds since 1970.'],
      ['kind', 'text', 'alert, breaker, park, limit, fallback, budget, retry_now, run or calendar.'],
      ['subject', 'text', 'What it is about, such as model:openai/gpt-5 or provider:openai.'],
      ['session_id', 'text', 'The run it belongs to; null: none.'],
      ['run_name', 'text', 'The name of that run.'],
      ['call', 'text', 'The call it came of; null: none.'],
      ['data', 'text', 'JSON: the facts, by kind.'],
    ],
  },
  {
    ...{ name: 'audit_entry', of: 'audit_entry' },
    about: 'What people changed: each act once, with who, when and from where.',
    sql: `select ulid, seq, ${iso('at_ms')} as ts, at_ms, user as user_id, origin, action, subject_kind as kind, subject, reason,
      (select count(*) from main.audit_change where audit_change.entry_id = audit_entry.id) as changes,
      (select ulid from main.audit_entry as other where other.id = audit_entry.undoes_id) as undoes from main.audit_entry`,
    columns: [
      ['ulid', 'text', 'Its name.'],
      ['seq', 'integer', 'Its place in the ledger, among calls and events.'],
      ['ts', 'text', 'When, UTC.'],
      ['at_ms', 'integer', 'The same in milliseconds since 1970.'],
      ['user_id', 'text', 'Who.'],
      ['origin', 'text', 'By which door: cli, window, browser; system for the engine itself.'],
      ['action', 'text', 'What was done: add, set, remove, deprecate, import, undo and more.'],
      ['kind', 'text', 'provider, pool, model, price, setting or breaker.'],
      ['subject', 'text', 'What it was done to.'],
      ['reason', 'text', 'Why, in a person’s words.'],
      ['changes', 'integer', 'How many things it changed.'],
      ['undoes', 'text', 'The entry that it took back; null: none.'],
    ],
  },
  {
    ...{ name: 'run', of: 'run' },
    about: 'Every run.',
    sql: `select ulid, name, status, pause_reason, user as user_id, ${usd('budget_nanousd')} as budget_usd, samples, prompt_count as prompts,
      ${iso('created_at_ms')} as created, ${iso('started_at_ms')} as started, ${iso('finished_at_ms')} as finished, created_at_ms, started_at_ms,
      finished_at_ms, batch from main.run`,
    columns: [
      ['ulid', 'text', 'Its name; calls give it as session_id.'],
      ['name', 'text', 'What its batch is called.'],
      ['status', 'text', 'queued, running, paused, draining, finished or cancelled.'],
      ['pause_reason', 'text', 'Why it is paused; null: it is not.'],
      ['user_id', 'text', 'Who started it.'],
      ['budget_usd', 'text', 'What it may cost, an exact decimal; null: as much as it takes.'],
      ['samples', 'integer', 'How often each prompt is asked of each model.'],
      ['prompts', 'integer', 'How many prompts it has.'],
      ['created', 'text', 'When it was made, UTC.'],
      ['started', 'text', 'When it began, UTC; null: it has not.'],
      ['finished', 'text', 'When it came to its end, UTC; null: it has not.'],
      ['created_at_ms', 'integer', 'As created, in milliseconds since 1970.'],
      ['started_at_ms', 'integer', 'As started, in milliseconds since 1970.'],
      ['finished_at_ms', 'integer', 'As finished, in milliseconds since 1970.'],
      ['batch', 'text', 'JSON: its batch as it was frozen: messages, models, parameters.'],
    ],
  },
  {
    ...{ name: 'probe', of: 'probe' },
    about: 'Every cell of every run: one prompt, one model, one sample.',
    sql: `select run.ulid as session_id, run.name as run_name, probe.prompt_idx as prompt_index, ${refOf('probe.model_id')} as model, probe.sample,
      probe.status, probe.code, probe.used_fallback, ${refOf('probe.served_model_id')} as served_model, probe.attempts,
      (select ulid from main.attempt where attempt.id = probe.answer_attempt_id) as answer_call, probe.duration_ms, probe.tokens,
      ${usd('probe.cost_nanousd')} as cost_usd, probe.cost_nanousd, prompt.variables
      from main.probe join main.run on run.id = probe.run_id
      left join main.prompt on prompt.run_id = probe.run_id and prompt.idx = probe.prompt_idx`,
    columns: [
      ['session_id', 'text', 'Its run.'],
      ['run_name', 'text', 'The name of that run.'],
      ['prompt_index', 'integer', 'Which prompt, from 0.'],
      ['model', 'text', 'The model that was asked for.'],
      ['sample', 'integer', 'Which sample, from 0.'],
      ['status', 'text', 'pending, waiting, in_flight, succeeded, failed, cancelled or interrupted.'],
      ['code', 'text', 'What it ended as, where it did not succeed.'],
      ['used_fallback', 'integer', '1: another model was to answer in place of the one asked for.'],
      ['served_model', 'text', 'The model that answered; null: none yet.'],
      ['attempts', 'integer', 'Calls that were sent for it.'],
      ['answer_call', 'text', 'The call that answered it; null: none.'],
      ['duration_ms', 'real', 'How long its last call took.'],
      ['tokens', 'integer', 'All tokens of its last call.'],
      ['cost_usd', 'text', 'What its last call cost, an exact decimal; null: not known.'],
      ['cost_nanousd', 'integer', 'The same in billionths of a dollar.'],
      ['variables', 'text', 'JSON: what stood in its prompt.'],
    ],
  },
  {
    ...{ name: 'model', of: 'model' },
    about: 'Every model there is or was.',
    sql: `select provider.key || '/' || model.wire_id as ref, provider.key as provider, model.wire_id, model.name, model.status, model.is_default,
      model.context_window, model.max_output, ${refOf('model.fallback_model_id')} as fallback_model, ${iso('model.sunset_at_ms')} as sunset,
      ${iso('model.removed_at_ms')} as removed from main.model join main.provider on provider.id = model.provider_id`,
    columns: [
      ['ref', 'text', 'Its name, as provider/model.'],
      ['provider', 'text', 'Its provider’s key.'],
      ['wire_id', 'text', 'What its provider calls it.'],
      ['name', 'text', 'What it is called on the screen.'],
      ['status', 'text', 'active or deprecated.'],
      ['is_default', 'integer', '1: it is its provider’s default.'],
      ['context_window', 'integer', 'In tokens; null: not known.'],
      ['max_output', 'integer', 'In tokens; null: not known.'],
      ['fallback_model', 'text', 'The model that answers when it cannot; null: none.'],
      ['sunset', 'text', 'When it ends, UTC; null: not known.'],
      ['removed', 'text', 'When it was removed, UTC; null: it is there.'],
    ],
  },
  {
    ...{ name: 'provider', of: 'provider' },
    about: 'Every provider there is or was.',
    sql: `select key, name, kind, base_url, enabled, max_parallel, ${iso('removed_at_ms')} as removed from main.provider`,
    columns: [
      ['key', 'text', 'Its short name.'],
      ['name', 'text', 'What it is called on the screen.'],
      ['kind', 'text', 'Its wire format.'],
      ['base_url', 'text', 'Where it is; null: where its kind is.'],
      ['enabled', 'integer', '1: calls are sent to it.'],
      ['max_parallel', 'integer', 'Calls in flight at most, above its pools; null: as they say.'],
      ['removed', 'text', 'When it was removed, UTC; null: it is there.'],
    ],
  },
]
