import type { Generated } from 'kysely'
import type { AlertAddressTable, AlertDeliveryTable, AlertStateTable } from './alert-tables.ts'
import type { AuditChangeTable, AuditEntryTable, ModelTable, PoolTable, PriceVersionTable, ProviderTable } from './edited-tables.ts'
import type { KeptReportTable } from './kept-tables.ts'
import type { ProbeTable, RerunCellTable, RunModelTable, RunTable } from './run-tables.ts'

export type * from './alert-tables.ts'
export type * from './edited-tables.ts'
export type * from './run-tables.ts'

/** The tables as SQLite holds them: booleans are 0 and 1, JSON is text, instants are epoch milliseconds. See `migrations/`. */
export interface Database {
  workspace: { id: number; epoch: number; created_at_ms: number; calendar_seen_ms: number | null }
  provider: ProviderTable
  provider_state: { provider_id: number; stopped_code: string | null; message: string | null; updated_at_ms: number }
  pool: PoolTable
  pool_state: PoolStateTable
  model: ModelTable
  price_version: PriceVersionTable
  seed_record: { kind: string; key: string; seeded_at_ms: number }
  /** `value` null: what it is by default. */
  system_setting: { key: string; value: string | null; revision: number; updated_at_ms: number }
  run: RunTable
  run_model: RunModelTable
  rerun_cell: RerunCellTable
  run_outcome: { run_id: number; sums: string }
  prompt: { run_id: number; idx: number; variables: string; body_hash: string; bytes: number }
  probe: ProbeTable
  attempt: AttemptTable
  answer_cache: AnswerCacheTable
  answer_cache_total: { model_id: number; hits: number; saved_nanousd: number }
  retention_state: RetentionTable
  body: { hash: string; encoding: 'plain' | 'zstd'; bytes: number; data: Uint8Array }
  event: EventTable
  circuit_breaker_state: BreakerTable
  alert_state: AlertStateTable
  alert_address: AlertAddressTable
  alert_delivery: AlertDeliveryTable
  import_figure: { format: string; ref: string; figures: string }
  import_record: ImportRecordTable
  audit_entry: AuditEntryTable
  audit_change: AuditChangeTable
  ledger_word: { id: Generated<number>; word: string }
  ledger_block: LedgerBlockTable
  kept_report: KeptReportTable
  saved_query: { name: string; about: string; query: string; updated_at_ms: number }
}

/** An answer that is kept for whoever asks the same; `bytes`: of the answer. */
export interface AnswerCacheTable {
  key: Uint8Array
  model_id: number
  attempt_id: number
  bytes: number
  kept_at_ms: number
  expires_at_ms: number
}

/** One row. What is older than `…_before_ms` was dropped; null: nothing was. */
export interface RetentionTable {
  id: number
  bodies_before_ms: number | null
  events_before_ms: number | null
  attempts_before_ms: number | null
  last_at_ms: number | null
  last_dropped: string | null
  last_freed_bytes: number | null
}

export interface PoolStateTable {
  pool_id: number
  parked_until_ms: number | null
  cause: string | null
  backoff_step: number
  hinted: number
  caution: string | null
  adaptive_limit: number | null
  updated_at_ms: number
}

export interface AttemptTable {
  id: Generated<number>
  ulid: string
  seq: number | null
  method: string
  run_id: number | null
  probe_id: number | null
  number: number
  kind: string
  state: string
  request_model_id: number
  served_model_id: number
  pool_id: number
  response_model: string | null
  user: string
  output_kind: string
  started_at_ms: number
  ended_at_ms: number | null
  duration_ms: number | null
  first_chunk_ms: number | null
  queue_ms: number
  wait_cause: string | null
  http_status: number | null
  code: string | null
  message: string | null
  error_body: string | null
  provider_request_id: string | null
  finish_reason: string | null
  service_tier: string | null
  uncached_input_tokens: number | null
  cache_read_input_tokens: number | null
  cache_write_5m_input_tokens: number | null
  cache_write_1h_input_tokens: number | null
  text_output_tokens: number | null
  reasoning_output_tokens: number | null
  raw_usage: string | null
  reserved_input_tokens: number
  reserved_output_tokens: number
  cost_nanousd: number | null
  cost_upper_nanousd: number | null
  cost_state: string
  price_version_id: number | null
  price_tier: number | null
  /** By what it was priced where that is not what its provider counted: uncached input and text of the answer. */
  estimated_input_tokens: number | null
  estimated_output_tokens: number | null
  /** The answer; its beginning, where `answer_hash` names the whole. */
  answer_text: string | null
  answer_hash: string | null
}

/** As design section 3 has it: `failures` in a row while closed, `successes` in a row while half-open. */
export interface BreakerTable {
  service: string
  state: string
  failures: number
  successes: number
  last_failure_at_ms: number | null
  last_state_change_at_ms: number | null
  half_open_at_ms: number | null
  open_count: number
  total_failures: number
  total_successes: number
  reason: string | null
  hold: string | null
  hold_reason: string | null
  hold_by: string | null
  updated_at_ms: number
}

export interface EventTable {
  id: Generated<number>
  seq: number
  ulid: string
  at_ms: number
  kind: string
  subject: string
  run_id: number | null
  attempt_id: number | null
  data: string
}

/** `entry_id` null: it changed nothing. `entries`: of the file; `models`: that it brought or changed. */
export interface ImportRecordTable {
  id: Generated<number>
  entry_id: number | null
  format: string
  source: string
  at_ms: number
  entries: number
  models: number
}

/** Settled attempts from `first_seq` to `last_seq` as the filters of the ledger look at them; see `ledger/block-format.ts`. */
export interface LedgerBlockTable {
  first_seq: number
  last_seq: number
  calls: number
  /** When the first and the last of them started. */
  from_ms: number
  to_ms: number
  least_duration_ms: number | null
  most_duration_ms: number | null
  least_cost_nanousd: number | null
  most_cost_nanousd: number | null
  groups: Uint8Array
  group_of: Uint8Array
  seqs: Uint8Array
  starts: Uint8Array
  durations: Uint8Array
  costs: Uint8Array
}
