import type { PriceTier, TierCondition } from '#contract/prices'
import type { EpochMs, Tokens } from '#contract/units'

/**
 * What decides a request's tier.
 * `contextTokens`: all input, cached or not. `serviceTier`: the one the answer reports, else the one asked for; absent when neither is said.
 */
export interface TierFacts {
  readonly contextTokens: Tokens
  readonly serviceTier?: string | undefined
  readonly startedAtMs: EpochMs
}

const hourMs = 3_600_000

/** The first tier that fits: it prices the whole request. Errors: RangeError when none fits, which `PriceTiers` of the contract rules out. */
export function pickTier(tiers: readonly PriceTier[], facts: TierFacts): PriceTier {
  const fitting = tiers.find((tier) => tier.when === undefined || holds(tier.when, facts))
  if (fitting === undefined) throw new RangeError(`none of ${tiers.length} price tiers fits; the last must have no condition`)
  return fitting
}

function holds(condition: TierCondition, { contextTokens, serviceTier, startedAtMs }: TierFacts): boolean {
  const { contextTokensOver, inclusive, utcHours } = condition
  if (contextTokensOver !== undefined && !isOver(contextTokens, contextTokensOver, inclusive === true)) return false
  if (condition.serviceTier !== undefined && condition.serviceTier !== serviceTier) return false
  return utcHours === undefined || isWithinHours(Math.floor(startedAtMs / hourMs) % 24, utcHours)
}

function isOver(contextTokens: number, threshold: number, inclusive: boolean): boolean {
  return inclusive ? contextTokens >= threshold : contextTokens > threshold
}

function isWithinHours(hour: number, { from, to }: NonNullable<TierCondition['utcHours']>): boolean {
  return from > to ? hour >= from || hour < to : hour >= from && hour < to
}
