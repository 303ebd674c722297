import type { ImportFacts } from '#engine/storage'

/** What of a catalog some models need, those they fall back to among them: their providers, pools and prices; no settings. */
export function onlyModels(facts: ImportFacts, ids: readonly number[]): ImportFacts {
  const wanted = new Set(ids)
  for (const { id, fallback_model_id: fallback } of facts.models) if (wanted.has(id) && fallback !== null) wanted.add(fallback)
  const models = facts.models
    .filter(({ id }) => wanted.has(id))
    .map((model) => (wanted.has(model.fallback_model_id ?? 0) ? model : { ...model, fallback_model_id: null }))
  const pools = new Set(models.map(({ pool_id }) => pool_id))
  const providers = new Set(models.map(({ provider_id }) => provider_id))
  return {
    ...facts,
    models,
    providers: facts.providers.filter(({ id }) => providers.has(id)),
    pools: facts.pools.filter(({ id }) => pools.has(id)),
    prices: facts.prices.filter((price) => wanted.has(price.model_id)),
    settings: [],
  }
}
