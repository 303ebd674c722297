import type { CostSnapshot, EstimatedCost } from '#contract/costs'
import type { PriceVersion } from '#contract/prices'
import type { MicroUsdPerMillionTokens } from '#contract/units'
import { nanoUsdToText, rateToText } from './format-usd.ts'

/** `priceVersionId` is null when no version was in force, or the provider named the cost itself. */
export function estimatedCostOf(cost: Omit<EstimatedCost, 'usd'>): EstimatedCost {
  const { nanoUsd, state, priceVersionId } = cost
  return { usd: nanoUsd === null ? null : nanoUsdToText(nanoUsd), nanoUsd, state, priceVersionId }
}

/**
 * The rates of the tier that priced a request, as exact decimal text: null where unknown, `"0"` where free.
 * `tier`: as the cost named it. null: the version has no such tier.
 */
export function costSnapshotOf(
  version: Pick<PriceVersion, 'id' | 'tiers' | 'source' | 'effectiveFromMs'>,
  tier: number,
): CostSnapshot | null {
  const rates = version.tiers[tier]?.rates
  if (rates === undefined) return null
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
