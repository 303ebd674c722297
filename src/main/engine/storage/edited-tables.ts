import type { Generated } from 'kysely'

/** Nothing that is edited is deleted: `removed_at_ms` is null while it is there. */
export interface ProviderTable {
  id: Generated<number>
  key: string
  name: string
  kind: string
  base_url: string | null
  credential_ref: string | null
  credential_origin: string | null
  connect_ms: number
  silence_ms: number
  total_ms: number
  max_parallel: number | null
  sends_attempt_id: number
  enabled: number
  /** 0: the reference came by an import, and no person has agreed to it yet. */
  credential_confirmed: Generated<number>
  /** 1: an admin lets requests travel in clear, beyond this machine. */
  allow_insecure: Generated<number>
  revision: number
  removed_at_ms: number | null
}

export interface PoolTable {
  id: Generated<number>
  provider_id: number
  name: string
  max_parallel: number
  requests_per_minute: number | null
  tokens_per_minute: number | null
  input_tokens_per_minute: number | null
  output_tokens_per_minute: number | null
  requests_per_day: number | null
  day_resets_at: string
  burst: number | null
  adaptive: Generated<number>
  adaptive_min: number | null
  adaptive_max: number | null
  revision: number
  removed_at_ms: number | null
}

export interface ModelTable {
  id: Generated<number>
  provider_id: number
  pool_id: number
  wire_id: string
  name: string
  status: string
  is_default: number
  context_window: number | null
  max_output: number | null
  capabilities: string
  sunset_at_ms: number | null
  fallback_model_id: number | null
  import_json: string | null
  revision: number
  removed_at_ms: number | null
}

export interface PriceVersionTable {
  id: Generated<number>
  ulid: string
  model_id: number
  effective_from_ms: number
  seq: number
  tiers: string
  source: string
  source_kind: string
  source_url: string | null
  source_figures: string | null
  note: string | null
  created_at_ms: number
  /** The version it takes away; null: it is one that prices. */
  withdraws_id: number | null
}

export interface AuditEntryTable {
  id: Generated<number>
  seq: number
  ulid: string
  at_ms: number
  user: string
  origin: string
  subject_kind: string
  subject: string
  action: string
  reason: string | null
  undoes_id: number | null
}

/** `before`, `after`: the whole row (of a setting its value), JSON; null: it was not, or is not, there. `row_id` null: a setting, a breaker, or from before rows were kept. */
export interface AuditChangeTable {
  entry_id: number
  ordinal: number
  kind: string
  subject: string
  row_id: number | null
  before: string | null
  after: string | null
}
