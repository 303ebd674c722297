import type { PriceTier } from '#contract/prices'
import type { NanoUsd, Tokens } from '#contract/units'
import { roundUp, toNanoUsd } from './integers.ts'
import { isServiceTierPriced } from './pick-tier.ts'

/** The most tokens a request can use, whatever comes of it. Units: tokens. */
export interface TokenCeiling {
  readonly inputTokensUpper: Tokens
  readonly outputTokensUpper: Tokens
}

/**
 * What a request can cost at most, for reservations: all input at the dearest input rate of any tier (a cache write may be dearer than plain input),
 * all output at the dearest output rate, and the dearest fee per request. Rounded up.
 * null: some tier's input or output rate is unknown, or all those of the service tier that is asked for, so there is no bound. An unknown cache or reasoning rate is no bar: its cost would be `unknown` too.
 * Errors: RangeError when the bound is above the largest exact `NanoUsd`.
 */
export function upperBoundNanoUsd(ceiling: TokenCeiling, tiers: readonly PriceTier[], serviceTier?: string): NanoUsd | null {
  if (!isServiceTierPriced(tiers, serviceTier)) return null
  const rates = tiers.map((tier) => tier.rates)
  if (rates.some(({ input, output }) => input === null || output === null)) return null
  const input = dearest(rates.flatMap((of) => [of.input, of.cacheRead, of.cacheWrite5m, of.cacheWrite1h]))
  const output = dearest(rates.flatMap((of) => [of.output, of.reasoning]))
  const perRequest = dearest(rates.map((of) => of.perRequest))
  const tokensPicoUsd = BigInt(ceiling.inputTokensUpper) * input + BigInt(ceiling.outputTokensUpper) * output
  return toNanoUsd(roundUp(tokensPicoUsd, 1_000n) + perRequest)
}

function dearest(rates: readonly (number | null)[]): bigint {
  return BigInt(Math.max(0, ...rates.map((rate) => rate ?? 0)))
}
