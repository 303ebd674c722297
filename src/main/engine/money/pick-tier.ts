import type { PriceTier, Rates, TierCondition } from '#contract/prices'
import type { EpochMs, Tokens } from '#contract/units'
import { completeRates } from './complete-rates.ts'

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

/**
 * The words for the tier in which everyone is served who asks for no other: what a price says without naming a tier holds for these alone.
 * Source: the references of OpenAI, Anthropic (`standard_only` is asked for), Google and Groq, 2026-11.
 */
const ordinaryTiers: ReadonlySet<string> = new Set(['default', 'standard', 'standard_only', 'auto', 'on_demand', 'unspecified'])

/** Nothing is known of any class. */
export const unknownRates = completeRates({})

/** The first tier that fits: it prices the whole request. Errors: RangeError when none fits, which `PriceTiers` of the contract rules out. */
export function pickTier(tiers: readonly PriceTier[], facts: TierFacts): PriceTier {
  const fitting = tiers.find((tier) => tier.when === undefined || holds(tier.when, facts))
  if (fitting === undefined) throw new RangeError(`none of ${tiers.length} price tiers fits; the last must have no condition`)
  return fitting
}

/** What prices a request. `tier`: which of the tiers, from 0; null: none does, and all its rates are unknown. */
export interface Pricing {
  readonly tier: number | null
  readonly rates: Rates
}

/**
 * The tier that fits; none for a service tier of which that one says nothing: a request served with priority does not cost what an ordinary
 * one does. Errors: as `pickTier`.
 */
export function pricingOf(tiers: readonly PriceTier[], facts: TierFacts): Pricing {
  const tier = pickTier(tiers, facts)
  const isPriced = isOrdinaryTier(facts.serviceTier) || tier.when?.serviceTier === facts.serviceTier
  return isPriced ? { tier: tiers.indexOf(tier), rates: tier.rates } : { tier: null, rates: unknownRates }
}

/** Whether any of the tiers may hold the rates of that service tier. */
export function isServiceTierPriced(tiers: readonly PriceTier[], serviceTier: string | undefined): boolean {
  return isOrdinaryTier(serviceTier) || tiers.some(({ when }) => when?.serviceTier === serviceTier)
}

function isOrdinaryTier(serviceTier: string | undefined): boolean {
  return serviceTier === undefined || ordinaryTiers.has(serviceTier)
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
