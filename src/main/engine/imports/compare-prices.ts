import type { PriceTier, Rates } from '#contract/prices'
import type { PriceFact } from './catalog-facts.ts'
import type { CatalogFormat, SourcePrice } from './source-catalog.ts'

/**
 * Whether a source says nothing but what stands. Its own last word is compared whole; what a seed, a person or another source brought only where this one
 * says something: that it is silent on a class, or sells no priority, contradicts nobody.
 */
export function agrees(standing: PriceFact, given: SourcePrice, format: CatalogFormat): boolean {
  if (standing.format === format) return textOf(standing.tiers) === textOf(given.tiers)
  return given.tiers.every((tier, index) => {
    const other = standing.tiers.find(({ when }) => conditionOf(when) === conditionOf(tier.when))
    return (
      other !== undefined &&
      (given.stated[index] ?? []).every((each) => tier.rates[each] === null || tier.rates[each] === other.rates[each])
    )
  })
}

/** The base tier's rates that a source states itself. */
export function statedRates(price: SourcePrice | null): { readonly [Class in keyof Rates]?: number } {
  const rates = price?.tiers.at(-1)?.rates
  const stated = price?.stated.at(-1) ?? []
  return Object.fromEntries(stated.flatMap((each) => (rates?.[each] == null ? [] : [[each, rates[each]]])))
}

/** Tiers as text that is the same for the same prices, whatever the order of their names. */
export function textOf(tiers: readonly PriceTier[]): string {
  return JSON.stringify(tiers.map(({ when, rates }) => [conditionOf(when), rateNames.map((name) => rates[name] ?? null)]))
}

export function conditionOf(when: PriceTier['when']): string {
  if (when === undefined) return ''
  const { contextTokensOver, inclusive, serviceTier, utcHours } = when
  return JSON.stringify([contextTokensOver ?? null, inclusive === true, serviceTier ?? null, utcHours?.from ?? null, utcHours?.to ?? null])
}

export const rateNames = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'reasoning',
  'audio',
  'image',
  'perRequest',
] as const satisfies readonly (keyof Rates)[]
