import type { CostSnapshot, EstimatedCost } from '#contract/costs'
import type { PriceVersion } from '#contract/prices'
import type { MicroUsdPerMillionTokens } from '#contract/units'
import { nanoUsdToText, rateToText } from './format-usd.ts'
import { ratesFor, type TierFacts } from './pick-tier.ts'

/** `priceVersionId` is null when no version was in force, or the provider named the cost itself. */
export function estimatedCostOf(cost: Omit<EstimatedCost, 'usd'>): EstimatedCost {
  const { nanoUsd, state, priceVersionId } = cost
  return { usd: nanoUsd === null ? null : nanoUsdToText(nanoUsd), nanoUsd, state, priceVersionId }
}

/** The rates that priced a request, those of the tier its facts pick, as exact decimal text: null where unknown, `"0"` where free. Errors: as `pickTier`. */
export function costSnapshotOf(version: Pick<PriceVersion, 'id' | 'tiers' | 'source' | 'effectiveFromMs'>, facts: TierFacts): CostSnapshot {
  const rates = ratesFor(version.tiers, facts)
  return {
    costInputPerMillion: textOf(rates.input),
    costOutputPerMillion: textOf(rates.output),
    costCacheReadPerMillion: textOf(rates.cacheRead),
    costCacheWrite5mPerMillion: textOf(rates.cacheWrite5m),
    costCacheWrite1hPerMillion: textOf(rates.cacheWrite1h),
    costReasoningPerMillion: textOf(rates.reasoning),
    source: version.source,
    effectiveFromMs: version.effectiveFromMs,
    priceVersionId: version.id,
  }
}

function textOf(rate: MicroUsdPerMillionTokens | null): string | null {
  return rate === null ? null : rateToText(rate)
}
