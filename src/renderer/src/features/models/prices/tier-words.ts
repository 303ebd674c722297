import type { PriceTier } from '#contract/prices'
import { rateClasses } from '#renderer/parts'
import { perOf, type RateUnit, sayEach, sayRate } from '../rate-unit.ts'

/** What a tier's classes cost, each in words; classes of which nothing is known are left out. */
export function sayRates(
  { rates }: Pick<PriceTier, 'rates'>,
  unit: RateUnit,
): readonly { readonly label: string; readonly text: string }[] {
  return rateClasses.flatMap(({ key, label, isEach }) => {
    const rate = rates[key]
    if (rate === null) return []
    return [{ label, text: isEach ? `${sayEach(rate)} each` : sayRate(rate, unit) }]
  })
}

/** Classes that have no price: what is used of them has an unknown cost. */
export function sayUnknown({ rates }: Pick<PriceTier, 'rates'>): string | undefined {
  const unknown = rateClasses.filter(({ key }) => rates[key] === null).map(({ label }) => label.toLowerCase())
  return unknown.length === 0 ? undefined : `Not known: ${unknown.join(', ')}.`
}

export function sayUnit(unit: RateUnit): string {
  return `US dollars per ${perOf(unit)}`
}
