import type { PoolLimits } from '#contract/pools'
import type { ProviderKind } from '#engine/ports'

export interface SeedPoolFacts extends Partial<PoolLimits> {
  readonly name?: string
}

/** USD per million tokens. */
export interface SeedRates {
  readonly input: string
  readonly output: string
  readonly cacheRead?: string
  readonly cacheWrite5m?: string
  readonly cacheWrite1h?: string
}

export interface SeedModelFacts {
  readonly wireId: string
  readonly pool?: string
  /** USD per million tokens; null: no price is known. Default 1 in, 2 out. */
  readonly price?: SeedRates | null
  readonly maxOutput?: number
}

export interface SeedProviderFacts {
  readonly key: string
  /** Default: `openai-compatible`, at an address where nobody answers. */
  readonly kind?: ProviderKind
  readonly baseUrl?: string
  readonly credential?: string | null
  readonly pools?: readonly SeedPoolFacts[]
  readonly models?: readonly SeedModelFacts[]
}

/** The text of a seed catalog. A provider has one pool, `default`, of one call at a time, and one model, `one`, unless told otherwise. */
export function seedCatalogOf(providers: readonly SeedProviderFacts[]): string {
  return JSON.stringify({ providers: providers.map(providerOf) })
}

function providerOf(facts: SeedProviderFacts) {
  const { key, credential = null, pools = [{}], models = [{ wireId: 'one' }] } = facts
  return {
    key,
    name: key,
    kind: facts.kind ?? 'openai-compatible',
    baseUrl: facts.baseUrl ?? 'http://127.0.0.1:9/v1',
    credential,
    pools: pools.map((pool) => ({ name: 'default', maxParallel: 1, ...pool })),
    models: models.map(({ wireId, pool = 'default', price = { input: '1', output: '2' }, maxOutput = 1000 }) => ({
      wireId,
      name: wireId,
      pool,
      contextWindow: 100_000,
      maxOutput,
      capabilities: {},
      prices: price === null ? [] : [{ effectiveFrom: '2026-01-01', source: 'a list', sourceUrl: null, note: null, tiers: [price] }],
    })),
  }
}
