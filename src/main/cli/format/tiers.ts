import { type PriceTier, PriceTiers } from '#contract/prices'
import { formatRatePerMillion } from './money.ts'
import { shortCount } from './quantities.ts'
import { plain } from './text.ts'

/** What a request must be for a tier to price it. */
export function conditionText({ when }: PriceTier): string {
  if (when === undefined) return 'always'
  const { contextTokensOver, inclusive, serviceTier, utcHours } = when
  return [
    ...(contextTokensOver === undefined ? [] : [`context ${inclusive === true ? 'from' : 'over'} ${shortCount(contextTokensOver)}`]),
    ...(serviceTier === undefined ? [] : [`tier ${plain(serviceTier)}`]),
    ...(utcHours === undefined ? [] : [`${utcHours.from}–${utcHours.to} h UTC`]),
  ].join(', ')
}

/** Input and output of each tier, per million tokens, in one line; undefined: the value is none of tiers. */
export function tiersText(value: unknown): string | undefined {
  const { data } = PriceTiers.safeParse(value)
  return data
    ?.map((tier) => `${conditionText(tier)} ${formatRatePerMillion(tier.rates.input)} in, ${formatRatePerMillion(tier.rates.output)} out`)
    .join('; ')
}

/** When each tier prices, in one line; undefined: the value is none of tiers. */
export function conditionsText(value: unknown): string | undefined {
  return PriceTiers.safeParse(value).data?.map(conditionText).join('; ')
}
