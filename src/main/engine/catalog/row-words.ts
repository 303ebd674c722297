import type { z } from 'zod'
import type { AuditKind } from '#contract/audit'

export type Json = z.infer<ReturnType<typeof z.json>>
type Columns = Readonly<Record<string, unknown>>

/** What rows are called that others name by their ids; null: nobody knows. */
export interface RowNames {
  readonly pool: (id: number) => string | null
  readonly model: (id: number) => string | null
  readonly price: (id: number) => string | null
}

type Word = (columns: Columns, names: RowNames) => Json

const plain =
  (column: string): Word =>
  (columns) =>
    columns[column] as Json
const flag =
  (column: string): Word =>
  (columns) =>
    columns[column] === 1
const parsed =
  (column: string): Word =>
  (columns) =>
    JSON.parse(String(columns[column])) as Json
const named =
  (column: string, kind: keyof RowNames): Word =>
  (columns, names) =>
    columns[column] === null ? null : names[kind](Number(columns[column]))

/** Columns by table, each with the field that the contract calls it; what is not here nobody is shown. */
const words: Readonly<Record<Exclude<AuditKind, 'setting' | 'breaker'>, Readonly<Record<string, readonly [field: string, word: Word]>>>> = {
  provider: {
    key: ['key', plain('key')],
    name: ['name', plain('name')],
    kind: ['kind', plain('kind')],
    base_url: ['baseUrl', plain('base_url')],
    credential_ref: ['credential', plain('credential_ref')],
    credential_origin: ['boundTo', plain('credential_origin')],
    credential_confirmed: ['isConfirmed', flag('credential_confirmed')],
    connect_ms: ['timeouts.connectMs', plain('connect_ms')],
    silence_ms: ['timeouts.silenceMs', plain('silence_ms')],
    total_ms: ['timeouts.totalMs', plain('total_ms')],
    max_parallel: ['maxParallel', plain('max_parallel')],
    sends_attempt_id: ['sendsAttemptId', flag('sends_attempt_id')],
    allow_insecure: ['allowInsecure', flag('allow_insecure')],
    enabled: ['isEnabled', flag('enabled')],
  },
  pool: {
    name: ['name', plain('name')],
    max_parallel: ['maxParallel', plain('max_parallel')],
    requests_per_minute: ['requestsPerMinute', plain('requests_per_minute')],
    tokens_per_minute: ['tokensPerMinute', plain('tokens_per_minute')],
    input_tokens_per_minute: ['inputTokensPerMinute', plain('input_tokens_per_minute')],
    output_tokens_per_minute: ['outputTokensPerMinute', plain('output_tokens_per_minute')],
    requests_per_day: ['requestsPerDay', plain('requests_per_day')],
    day_resets_at: ['dayResetsAt', plain('day_resets_at')],
    burst: ['burst', plain('burst')],
    adaptive: ['adaptive', flag('adaptive')],
    adaptive_min: ['adaptiveMin', (columns) => Number(columns['adaptive_min'] ?? 1)],
    adaptive_max: ['adaptiveMax', plain('adaptive_max')],
  },
  model: {
    name: ['name', plain('name')],
    status: ['status', plain('status')],
    is_default: ['isDefault', flag('is_default')],
    pool_id: ['pool', named('pool_id', 'pool')],
    context_window: ['contextWindow', plain('context_window')],
    max_output: ['maxOutput', plain('max_output')],
    capabilities: ['capabilities', parsed('capabilities')],
    sunset_at_ms: ['sunsetAtMs', plain('sunset_at_ms')],
    fallback_model_id: ['fallback', named('fallback_model_id', 'model')],
  },
  price: {
    ulid: ['id', plain('ulid')],
    effective_from_ms: ['effectiveFromMs', plain('effective_from_ms')],
    tiers: ['tiers', parsed('tiers')],
    source: ['source', plain('source')],
    source_kind: ['sourceKind', plain('source_kind')],
    source_url: ['sourceUrl', plain('source_url')],
    note: ['note', plain('note')],
    withdraws_id: ['withdraws', named('withdraws_id', 'price')],
  },
}

/** A row, or some columns of one, in the contract's words: fields by name. */
export function wordsOf(kind: AuditKind, columns: Columns, names: RowNames): Map<string, Json> {
  if (kind === 'setting' || kind === 'breaker') return new Map(Object.entries(columns) as [string, Json][])
  return new Map(
    Object.entries(words[kind]).flatMap(([column, [field, word]]): [string, Json][] =>
      columns[column] === undefined ? [] : [[field, word(columns, names)]],
    ),
  )
}
