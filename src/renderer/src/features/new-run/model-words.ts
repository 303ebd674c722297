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

/** What a person must know of a model that was chosen, in a sentence; undefined: it can be asked, and will be there. `nowMs`: for its sunset. */
export function mindOf(
  model: Pick<Model, 'availability' | 'provider' | 'sunsetAtMs'>,
  allowsDeprecated: boolean,
  nowMs: number,
): string | undefined {
  const sunset = sayDay(model.sunsetAtMs)
  const end = sunset === undefined ? '' : ` Its provider ${Number(model.sunsetAtMs) <= nowMs ? 'ended' : 'ends'} it on ${sunset}.`
  switch (model.availability) {
    case 'available':
      return sunset === undefined || Number(model.sunsetAtMs) - nowMs > noticeMs ? undefined : end.trim()
    case 'deprecated':
      return allowsDeprecated
        ? `Deprecated, and allowed by this batch.${end}`
        : `Deprecated: no new run takes it unless deprecated models are allowed, under Limits.${end}`
    case 'no_credential':
      return `${model.provider} has no key that it may be asked with.`
    case 'provider_disabled':
      return `${model.provider} is disabled: nothing is sent there until somebody enables it.`
    case 'stopped':
      return `${model.provider} refused the key or has no credit: its calls wait until that is mended.`
    default:
      return assertNever(model.availability)
  }
}

/** How long before its end a model is spoken of: as the catalog warns. */
const noticeMs = 30 * 86_400_000

function sayDay(atMs: number | null): string | undefined {
  return atMs === null ? undefined : new Date(atMs).toISOString().slice(0, 10)
}
