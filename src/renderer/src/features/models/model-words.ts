import type { Availability, Model } from '#contract/catalog'
import { assertNever, counted, formatInstantWithZone } from '#renderer/lib'
import type { Tone } from '#renderer/ui'
import { type RateUnit, sayRate } from './rate-unit.ts'

/** Whether a model can be asked, in a word, and why not. */
export function describeAvailability(availability: Availability, provider: string): { tone: Tone; word: string; why: string } {
  switch (availability) {
    case 'available':
      return { tone: 'good', word: 'Available', why: `${provider} can be asked.` }
    case 'deprecated':
      return { tone: 'quiet', word: 'Deprecated', why: 'New runs do not ask it, unless their batch allows deprecated models.' }
    case 'no_credential':
      return { tone: 'waiting', word: 'No usable key', why: `${provider} has no key that can be used.` }
    case 'provider_disabled':
      return { tone: 'quiet', word: 'Provider disabled', why: `${provider} is disabled.` }
    case 'stopped':
      return { tone: 'bad', word: 'Stopped', why: `${provider} refused its key or is out of credit: nothing is sent until that is mended.` }
    default:
      return assertNever(availability)
  }
}

export const statusWords = { active: 'Active', deprecated: 'Deprecated', default: 'Defaults', ending: 'Ending or ended' } as const
export const availabilityWords: Readonly<Record<Availability, string>> = {
  available: 'Available',
  no_credential: 'No usable key',
  provider_disabled: 'Provider disabled',
  stopped: 'Stopped',
  deprecated: 'Deprecated',
}

/** What tokens of a kind cost in the ordinary case, the tier without a condition; that there are others is said. */
export function rateOf(
  { price }: Pick<Model, 'price'>,
  kind: 'input' | 'output',
  unit: RateUnit,
): { readonly text: string; readonly title: string; readonly hasTiers: boolean } {
  const rate = price?.tiers.at(-1)?.rates[kind] ?? null
  if (price === null || rate === null) return { text: '–', title: 'No price is known', hasTiers: false }
  const others = price.tiers.length - 1
  const tiers = others === 0 ? '' : `; ${counted(others, 'other tier')}`
  const title = `${price.source}, in force since ${formatInstantWithZone(price.effectiveFromMs)}${tiers}`
  return { text: sayRate(rate, unit), title, hasTiers: others > 0 }
}
