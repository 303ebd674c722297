import type { Rates, TierCondition } from '#contract/prices'
import { formatCount } from '#renderer/lib'

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

/** Priced for each, in nano-USD; all others in micro-USD per million tokens. */
export function isEach(name: string): boolean {
  return rateClasses.some((rate) => rate.key === name && rate.isEach)
}

/** What each class is called, by its name in the contract. */
export const rateLabels: Readonly<Record<string, string>> = Object.fromEntries(rateClasses.map(({ key, label }) => [key, label]))

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

function hour(value: number): string {
  return `${String(value).padStart(2, '0')}:00`
}
