import type { PoolLimits } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import type { SeedInput } from '#engine/storage'
import { defined } from './defined.ts'
import { originOf } from './records.ts'
import type { SeedCatalog } from './seed-file-schema.ts'

/** Design section 4: connect 10 s, silence 2 min, whole call 10 min. */
export const defaultTimeouts = { connectMs: 10_000, silenceMs: 120_000, totalMs: 600_000 } as const

/** The safe default: one request in flight, nothing else limited. */
export const defaultLimits: PoolLimits = {
  maxParallel: 1,
  requestsPerMinute: null,
  tokensPerMinute: null,
  inputTokensPerMinute: null,
  outputTokensPerMinute: null,
  requestsPerDay: null,
  dayResetsAt: '00:00 UTC',
  burst: null,
  adaptive: false,
  adaptiveMin: 1,
  adaptiveMax: null,
}

/** A seed catalog as rows; price versions get their names here. */
export function seedInput(seed: SeedCatalog, nowMs: EpochMs, ulid: (nowMs: EpochMs) => string): SeedInput {
  return {
    atMs: nowMs,
    providers: seed.providers.map((provider) => ({
      row: {
        key: provider.key,
        name: provider.name,
        kind: provider.kind,
        base_url: provider.baseUrl,
        credential_ref: provider.credential,
        credential_origin: originOf(provider.baseUrl),
        connect_ms: defaultTimeouts.connectMs,
        silence_ms: defaultTimeouts.silenceMs,
        total_ms: defaultTimeouts.totalMs,
        max_parallel: null,
        sends_attempt_id: 1,
        enabled: 1,
      },
      pools: provider.pools.map(({ name, ...limits }) => ({ name, ...limitColumns({ ...defaultLimits, ...defined(limits) }) })),
      models: provider.models.map((model) => ({
        pool: model.pool,
        row: {
          wire_id: model.wireId,
          name: model.name,
          status: 'active',
          is_default: model.isDefault ? 1 : 0,
          context_window: model.contextWindow,
          max_output: model.maxOutput,
          capabilities: JSON.stringify(model.capabilities),
          sunset_at_ms: model.sunsetAtMs,
          fallback_model_id: null,
          import_json: null,
        },
        prices: model.prices.map((price) => ({
          ulid: ulid(nowMs),
          effective_from_ms: price.effectiveFromMs,
          tiers: JSON.stringify(price.tiers),
          source: price.source,
          source_kind: 'seed',
          source_url: price.sourceUrl,
          source_figures: price.sourceFigures,
          note: price.note,
          created_at_ms: nowMs,
        })),
      })),
    })),
  }
}

/** A pool's limits as its row holds them; of limits that are not given the columns are undefined. */
export function limitColumns<Limits extends { readonly [Limit in keyof PoolLimits]?: PoolLimits[Limit] | undefined }>(limits: Limits) {
  return {
    max_parallel: limits.maxParallel as Limits['maxParallel'],
    requests_per_minute: limits.requestsPerMinute as Limits['requestsPerMinute'],
    tokens_per_minute: limits.tokensPerMinute as Limits['tokensPerMinute'],
    input_tokens_per_minute: limits.inputTokensPerMinute as Limits['inputTokensPerMinute'],
    output_tokens_per_minute: limits.outputTokensPerMinute as Limits['outputTokensPerMinute'],
    requests_per_day: limits.requestsPerDay as Limits['requestsPerDay'],
    day_resets_at: limits.dayResetsAt as Limits['dayResetsAt'],
    burst: limits.burst as Limits['burst'],
    adaptive: limits.adaptive === undefined ? undefined : limits.adaptive ? 1 : 0,
    adaptive_min: limits.adaptiveMin as Limits['adaptiveMin'],
    adaptive_max: limits.adaptiveMax as Limits['adaptiveMax'],
  }
}
