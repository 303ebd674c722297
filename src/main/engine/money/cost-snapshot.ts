import type { CostState } from '#contract/calls'
import type { PriceVersionId } from '#contract/ids'
import type { PriceVersion } from '#contract/prices'
import type { EpochMs, MicroUsdPerMillionTokens, NanoUsd } from '#contract/units'
import { nanoUsdToText, rateToText } from './format-usd.ts'
import { pickTier, type TierFacts } from './pick-tier.ts'

/** What a probe's output says of its cost. `usd` is `nanoUsd` in exact decimal text; both are null while the cost is not known. */
export interface EstimatedCost {
  readonly usd: string | null
  readonly nanoUsd: NanoUsd | null
  readonly state: CostState
  readonly priceVersionId: PriceVersionId | null
}

/** The rates that priced a request, in exact decimal USD per million tokens; null where the rate was unknown, `"0"` where it was free. */
export interface CostSnapshot {
  readonly costInputPerMillion: string | null
  readonly costOutputPerMillion: string | null
  readonly costCacheReadPerMillion: string | null
  readonly costCacheWrite5mPerMillion: string | null
  readonly costCacheWrite1hPerMillion: string | null
  readonly costReasoningPerMillion: string | null
  readonly source: string
  readonly effectiveFromMs: EpochMs
  readonly priceVersionId: PriceVersionId
}

/** `priceVersionId` is null when no version was in force, or the provider named the cost itself. */
export function estimatedCostOf(cost: Omit<EstimatedCost, 'usd'>): EstimatedCost {
  const { nanoUsd, state, priceVersionId } = cost
  return { usd: nanoUsd === null ? null : nanoUsdToText(nanoUsd), nanoUsd, state, priceVersionId }
}

/** The rates of the tier that these facts of a request pick. Errors: as `pickTier`. */
export function costSnapshotOf(version: Pick<PriceVersion, 'id' | 'tiers' | 'source' | 'effectiveFromMs'>, facts: TierFacts): CostSnapshot {
  const { rates } = pickTier(version.tiers, facts)
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
