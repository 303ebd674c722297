import type { PriceTier, Rates, TierCondition } from '#contract/prices'
import { formatCount } from '#renderer/lib'
import { perOf, type RateUnit, sayEach, sayRate } from '../rate-unit.ts'

/** Classes of a price, in the order in which they are told. `each`: priced for each, not by tokens. */
export const rateClasses: readonly { readonly key: keyof Rates; readonly label: string; readonly isEach: boolean }[] = [
  { key: 'input', label: 'Input', isEach: false },
  { key: 'output', label: 'Output', isEach: false },
  { key: 'cacheRead', label: 'Cache read', isEach: false },
  { key: 'cacheWrite5m', label: 'Cache write (5 min)', isEach: false },
  { key: 'cacheWrite1h', label: 'Cache write (1 h)', isEach: false },
  { key: 'reasoning', label: 'Reasoning', isEach: false },
  { key: 'audio', label: 'Audio', isEach: false },
  { key: 'image', label: 'Image', isEach: true },
  { key: 'perRequest', label: 'Request', isEach: true },
]

/** Which requests a tier prices: the first that fits does. */
export function sayWhen(when: TierCondition | undefined, tiers: number): string {
  if (when === undefined) return tiers === 1 ? 'Every request' : 'Every other request'
  const { contextTokensOver, inclusive, serviceTier, utcHours } = when
  const parts = [
    ...(contextTokensOver === undefined
      ? []
      : [
          inclusive === true
            ? `with ${formatCount(contextTokensOver)} input tokens or more`
            : `with more than ${formatCount(contextTokensOver)} input tokens`,
        ]),
    ...(serviceTier === undefined ? [] : [`of service tier “${serviceTier}”`]),
    ...(utcHours === undefined ? [] : [`begun from ${hour(utcHours.from)} to ${hour(utcHours.to)} UTC`]),
  ]
  return `Requests ${parts.join(', ')}`
}

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

function hour(value: number): string {
  return `${String(value).padStart(2, '0')}:00`
}
