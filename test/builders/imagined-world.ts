import type { PoolLimits } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import { Catalog } from '#engine/catalog'
import { defaultSettings } from '#engine/settings'
import type { CatalogSnapshot, PastAttempt } from '#engine/storage'
import type { Imagined, World } from '#engine/whatif'
import { tierOf } from './prices.ts'

/** One provider, `sim`, with one pool and one model, in memory alone; nothing was ever sent. */
export function imaginedWorld(limits: Partial<PoolLimits> = {}): World {
  const catalog = new Catalog()
  const tier = tierOf({ input: 1_000_000, output: 4_000_000, cacheRead: 100_000, cacheWrite5m: 1, cacheWrite1h: 1, reasoning: 4_000_000 })
  catalog.load({
    providers: [providerRow()],
    pools: [poolRow(limits)],
    models: [
      {
        ...{ id: 1, provider_id: 1, pool_id: 1, wire_id: 'one', name: 'One', status: 'active', is_default: 1, context_window: null },
        ...{
          max_output: null,
          capabilities: '{}',
          sunset_at_ms: null,
          fallback_model_id: null,
          import_json: null,
          revision: 1,
          removed_at_ms: null,
        },
      },
    ],
    prices: [
      {
        ...{ id: 1, ulid: '01JD3R0W8Q5TN2N4Z1V9K7XH6C', model_id: 1, effective_from_ms: 0, seq: 1, tiers: JSON.stringify([tier]) },
        ...{
          source: 'test',
          source_kind: 'manual',
          source_url: null,
          source_figures: null,
          note: null,
          created_at_ms: 0,
          withdraws_id: null,
        },
      },
    ],
  })
  return {
    catalog,
    settings: defaultSettings,
    snapshot: { poolStates: [], providerStates: [] },
    storage: { read: readNothing as World['storage']['read'] },
    secrets: { has: () => true, read: async () => ({ kind: 'missing' }) },
    startsAtMs: 1_700_000_000_000 as EpochMs,
  }
}

export function providerRow(): CatalogSnapshot['providers'][number] {
  return {
    ...{ id: 1, key: 'sim', name: 'Sim', kind: 'simulator', base_url: null, credential_ref: null, credential_origin: null },
    ...{ credential_confirmed: 1, allow_insecure: 0 },
    ...{ connect_ms: 1, silence_ms: 1, total_ms: 1, max_parallel: null, sends_attempt_id: 1, enabled: 1, revision: 1, removed_at_ms: null },
  }
}

export function poolRow(limits: Partial<PoolLimits> = {}): CatalogSnapshot['pools'][number] {
  return {
    ...{ id: 1, provider_id: 1, name: 'default', revision: 1, removed_at_ms: null, adaptive_min: limits.adaptiveMin ?? null },
    adaptive: limits.adaptive === true ? 1 : 0,
    adaptive_max: limits.adaptiveMax ?? null,
    max_parallel: limits.maxParallel ?? 1,
    requests_per_minute: limits.requestsPerMinute ?? null,
    tokens_per_minute: limits.tokensPerMinute ?? null,
    input_tokens_per_minute: null,
    output_tokens_per_minute: null,
    requests_per_day: limits.requestsPerDay ?? null,
    day_resets_at: '00:00 UTC',
    burst: limits.burst ?? null,
  }
}

/** As a database answers that is new. */
async function readNothing(name: string): Promise<0 | never[]> {
  return name === 'lastAttemptId' ? 0 : []
}

/** So many probes of that model. */
export function imaginedRun(probes: number, more: Partial<Imagined> = {}): Imagined {
  return {
    maxParallel: null,
    maxWaitMs: null,
    budgetNanoUsd: null,
    allowsFallback: false,
    allowsUnpriced: false,
    meanOutputTokens: new Map(),
    lanes: [
      {
        modelId: 1,
        parameters: {},
        prompts: { bytes: new Uint32Array(probes).fill(400), framingTokens: 48 },
        samples: 1,
        turns: [],
        firstProbeId: 1,
      },
    ],
    ...more,
  }
}

/** One attempt that was answered in 100 ms. */
export function pastAttempt(more: Partial<PastAttempt> = {}): PastAttempt {
  return {
    state: 'answered',
    code: null,
    httpStatus: 200,
    poolId: 1,
    startedAtMs: 0,
    endedAtMs: more.durationMs ?? 100,
    durationMs: 100,
    firstChunkMs: 40,
    costState: 'computed',
    uncachedInputTokens: 100,
    cacheReadInputTokens: 0,
    cacheWrite5mInputTokens: 0,
    cacheWrite1hInputTokens: 0,
    textOutputTokens: 50,
    reasoningOutputTokens: 0,
    reservedInputTokens: 100,
    promptBytes: 400,
    ...more,
  }
}
