import { Capabilities, type ModelStatus, type ProviderKind } from '#contract/catalog'
import type { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { EpochMs, Tokens } from '#contract/units'
import type { CallTimeouts } from '#engine/ports'
import type { CatalogSnapshot } from '#engine/storage'

type ProviderRow = CatalogSnapshot['providers'][number]
type PoolRow = CatalogSnapshot['pools'][number]
type ModelRow = CatalogSnapshot['models'][number]

export interface ProviderRecord {
  readonly id: number
  readonly key: ProviderKey
  readonly name: string
  readonly kind: ProviderKind
  readonly baseUrl: string | null
  readonly credential: string | null
  /** Scheme, host and port of the base URL; null: the app itself serves it. */
  readonly origin: string | null
  /** The origin the credential was given for: it is sent nowhere else. */
  readonly credentialOrigin: string | null
  /** False: its reference came by an import, and no person has agreed to it. */
  readonly isCredentialConfirmed: boolean
  /** Whether a request to it travels in clear, beyond this machine, and no admin allows that: then none is sent. */
  readonly isInsecure: boolean
  readonly allowInsecure: boolean
  readonly timeouts: CallTimeouts
  readonly maxParallel: number | null
  readonly sendsAttemptId: boolean
  readonly isEnabled: boolean
  readonly revision: number
}

export interface PoolRecord {
  readonly id: number
  readonly providerId: number
  readonly name: PoolName
  readonly limits: PoolLimits
  readonly revision: number
}

export interface ModelRecord {
  readonly id: number
  readonly providerId: number
  readonly poolId: number
  readonly ref: ModelRef
  readonly wireId: string
  readonly name: string
  readonly status: ModelStatus
  readonly isDefault: boolean
  readonly contextWindow: Tokens | null
  readonly maxOutput: Tokens | null
  readonly capabilities: Capabilities
  readonly sunsetAtMs: EpochMs | null
  readonly fallbackModelId: number | null
  readonly revision: number
}

export function providerRecord(row: ProviderRow): ProviderRecord {
  return {
    id: row.id,
    key: row.key as ProviderKey,
    name: row.name,
    kind: row.kind as ProviderKind,
    baseUrl: row.base_url,
    credential: row.credential_ref,
    origin: originOf(row.base_url),
    credentialOrigin: row.credential_origin,
    isCredentialConfirmed: row.credential_confirmed === 1,
    isInsecure: row.allow_insecure === 0 && travelsInClear(row.base_url),
    allowInsecure: row.allow_insecure === 1,
    timeouts: { connectMs: row.connect_ms, silenceMs: row.silence_ms, totalMs: row.total_ms },
    maxParallel: row.max_parallel,
    sendsAttemptId: row.sends_attempt_id === 1,
    isEnabled: row.enabled === 1,
    revision: row.revision,
  }
}

/** Scheme, host and port; null: the app itself serves it. */
export function originOf(baseUrl: string | null): string | null {
  return baseUrl === null ? null : new URL(baseUrl).origin
}

/** Plain `http://` to anything but this machine's own loopback. */
export function travelsInClear(baseUrl: string | null): boolean {
  if (baseUrl === null) return false
  const { protocol, hostname } = new URL(baseUrl)
  return protocol === 'http:' && !/^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

export function poolRecord(row: PoolRow): PoolRecord {
  return {
    id: row.id,
    providerId: row.provider_id,
    name: row.name as PoolName,
    limits: limitsOfRow(row),
    revision: row.revision,
  }
}

/** What a row of a pool says of its limits. */
export function limitsOfRow(row: PoolRow): PoolLimits {
  return {
    maxParallel: row.max_parallel,
    requestsPerMinute: row.requests_per_minute,
    tokensPerMinute: row.tokens_per_minute,
    inputTokensPerMinute: row.input_tokens_per_minute,
    outputTokensPerMinute: row.output_tokens_per_minute,
    requestsPerDay: row.requests_per_day,
    dayResetsAt: row.day_resets_at,
    burst: row.burst,
    adaptive: row.adaptive === 1,
    adaptiveMin: row.adaptive_min ?? 1,
    adaptiveMax: row.adaptive_max,
  }
}

export function modelRecord(row: ModelRow, providerKey: string): ModelRecord {
  return {
    id: row.id,
    providerId: row.provider_id,
    poolId: row.pool_id,
    ref: `${providerKey}/${row.wire_id}` as ModelRef,
    wireId: row.wire_id,
    name: row.name,
    status: row.status as ModelStatus,
    isDefault: row.is_default === 1,
    contextWindow: row.context_window as Tokens | null,
    maxOutput: row.max_output as Tokens | null,
    capabilities: Capabilities.parse(JSON.parse(row.capabilities)),
    sunsetAtMs: row.sunset_at_ms as EpochMs | null,
    fallbackModelId: row.fallback_model_id,
    revision: row.revision,
  }
}
