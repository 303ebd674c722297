import { type PriceTier, PriceTiers, type Rates } from '#contract/prices'
import type { EpochMs, MicroUsdPerMillionTokens, NanoUsd } from '#contract/units'
import { nanoUsdToText, parseUsdPerMillion, parseUsdToNano, rateToText } from '#engine/money'
import { parseRfc3339Ms } from '#engine/resilience'
import { rateNames } from './compare-prices.ts'
import type { ConfigPrice, ConfigTier } from './config-shapes.ts'

const each: ReadonlySet<keyof Rates> = new Set(['image', 'perRequest'] as const)

/** Tiers as a configuration writes them: exact, without what is unknown, and without reasoning that costs what output does. */
export function writtenTiers(tiers: readonly PriceTier[]): ConfigTier[] {
  return tiers.map(({ when, rates }) => {
    const classes = rateNames.flatMap((name): [string, string | null][] => {
      const rate = rates[name]
      if (name === 'reasoning') return rate === rates.output ? [] : [[name, rate === null ? null : textOfRate(name, rate)]]
      return rate === null ? [] : [[name, textOfRate(name, rate)]]
    })
    return { ...(when === undefined ? {} : { when }), ...Object.fromEntries(classes) }
  })
}

/** undefined: the last tier has a condition, another has none, or an amount is finer or larger than what is kept. */
export function readTiers(tiers: ConfigPrice['tiers']): PriceTier[] | undefined {
  try {
    const read = tiers.map((tier) => {
      const rates = Object.fromEntries(rateNames.map((name) => [name, rateOf(name, tier)]))
      return { ...(tier.when === undefined ? {} : { when: tier.when }), rates }
    })
    return PriceTiers.safeParse(read).data
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

export function instantOf(text: string): EpochMs {
  return (parseRfc3339Ms(text) ?? 0) as EpochMs
}

function textOfRate(name: keyof Rates, rate: number): string {
  return each.has(name) ? nanoUsdToText(rate as NanoUsd) : rateToText(rate as MicroUsdPerMillionTokens)
}

function rateOf(name: keyof Rates, tier: ConfigTier): number | null {
  const text = name === 'reasoning' && tier.reasoning === undefined ? tier.output : tier[name]
  if (text === undefined || text === null) return null
  return each.has(name) ? parseUsdToNano(text) : parseUsdPerMillion(text)
}
