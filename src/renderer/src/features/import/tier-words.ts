import type { PriceTier, Rates } from '#contract/prices'
import { formatRate, formatUsdExactly } from '#renderer/lib'
import { isEach, rateClasses } from '#renderer/parts'

type RateName = keyof Rates

/** The classes that any of the tiers has a price for. */
export function pricedClasses(tiers: readonly PriceTier[]): readonly { readonly name: RateName; readonly label: string }[] {
  return rateClasses.filter(({ key }) => tiers.some(({ rates }) => rates[key] !== null)).map(({ key, label }) => ({ name: key, label }))
}

/** Dollars per million tokens; of an image or a request, dollars each. */
export function sayRate(name: RateName, rate: number | null): string {
  if (rate === null) return '–'
  return isEach(name) ? formatUsdExactly(rate) : formatRate(rate)
}

/** What a row of a table has room for: the ordinary case. */
export function sayOrdinary(tiers: readonly PriceTier[]): string {
  const rates = tiers.at(-1)?.rates
  if (rates === undefined || (rates.input === null && rates.output === null)) return 'no price'
  const more = tiers.length > 1 ? `, ${tiers.length} tiers` : ''
  return `in ${formatRate(rates.input)}, out ${formatRate(rates.output)}${more}`
}
