import type { Availability, Model } from '#contract/catalog'
import { assertNever, formatRate } from '#renderer/lib'

/** What a million tokens cost in the ordinary case: `$0.25 in, $2.00 out`. */
export function priceOf({ price }: Pick<Model, 'price'>): string {
  const rates = price?.tiers.at(-1)?.rates
  if (rates === undefined || rates.input === null || rates.output === null) return 'price unknown'
  if (rates.input === 0 && rates.output === 0) return 'free'
  return `${formatRate(rates.input)} in, ${formatRate(rates.output)} out`
}

/** Why a model cannot be asked now; undefined when it can. */
export function notAvailable(availability: Availability): string | undefined {
  switch (availability) {
    case 'available':
      return undefined
    case 'deprecated':
      return 'deprecated'
    case 'no_credential':
      return 'no key'
    case 'provider_disabled':
      return 'provider disabled'
    case 'stopped':
      return 'provider stopped'
    default:
      return assertNever(availability)
  }
}
