import type { PriceTier, Rates, TierCondition } from '#contract/prices'
import { completeRates, type GivenRates } from '#engine/money'
import type { StatedClasses } from './source-catalog.ts'

/** A tier as a source gives it; `when` undefined: the base tier. */
export interface GivenTier {
  readonly when: TierCondition | undefined
  readonly given: GivenRates
}

/** At most so many tiers hold one price. */
export const mostTiers = 50

/**
 * A price in complete tiers, those with the most conditions first, higher thresholds before lower ones, the base tier last. A gap is filled from the tier
 * of the same service without the threshold, else from the base tier; `filled` says which.
 */
export function completeTiers(givenTiers: readonly GivenTier[]): { tiers: PriceTier[]; stated: StatedClasses; filled: string[] } {
  const ordered = [...givenTiers].sort((left, right) => rankOf(right.when) - rankOf(left.when))
  const base = ordered.at(-1)?.given ?? {}
  const filled: string[] = []
  const tiers = ordered.map(({ when, given }): PriceTier => {
    if (when === undefined) return { rates: completeRates(given) }
    const service = ordered.find((tier) => isServiceAlone(tier.when, when))?.given ?? {}
    const rates = completeRates(given, { ...base, ...definedOf(service) })
    const gaps = classesOf(rates).filter((each) => given[each] === undefined && each !== 'reasoning' && rates[each] !== null)
    if (gaps.length > 0) filled.push(`${sayTier(when)}: ${gaps.join(', ')}`)
    return { when, rates }
  })
  return { tiers, stated: ordered.map(({ given }) => classesOf(definedOf(given))), filled }
}

/** `over 272000 tokens, priority`. */
export function sayTier({ contextTokensOver, serviceTier }: TierCondition): string {
  const words = [contextTokensOver === undefined ? [] : [`over ${contextTokensOver} tokens`], serviceTier ?? []]
  return words.flat().join(', ')
}

/** Service tiers come before all others, and within each the higher threshold. */
function rankOf(when: TierCondition | undefined): number {
  if (when === undefined) return -1
  return (when.serviceTier === undefined ? 0 : Number.MAX_SAFE_INTEGER / 2) + (when.contextTokensOver ?? 0)
}

function isServiceAlone(other: TierCondition | undefined, when: TierCondition): boolean {
  return other?.serviceTier !== undefined && other.serviceTier === when.serviceTier && other.contextTokensOver === undefined
}

function definedOf(given: GivenRates): GivenRates {
  return Object.fromEntries(Object.entries(given).filter(([, rate]) => rate !== undefined))
}

function classesOf(rates: GivenRates): (keyof Rates)[] {
  return Object.keys(rates) as (keyof Rates)[]
}
