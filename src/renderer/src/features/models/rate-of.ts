import type { Model } from '#contract/catalog'
import { counted, formatInstantWithZone, formatRate } from '#renderer/lib'

/** What a million tokens cost in the ordinary case, the tier without a condition; that there are others is said. */
export function rateOf({ price }: Pick<Model, 'price'>, kind: 'input' | 'output'): { text: string; title: string; sortBy: number | null } {
  const rate = price?.tiers.at(-1)?.rates[kind] ?? null
  if (price === null || rate === null) return { text: '–', title: 'No price is known', sortBy: null }
  const others = price.tiers.length - 1
  const tiers = others === 0 ? '' : `; ${counted(others, 'other tier')}`
  return {
    text: formatRate(rate),
    title: `${price.source}, in force since ${formatInstantWithZone(price.effectiveFromMs)}${tiers}`,
    sortBy: rate,
  }
}
