import type { PriceTier } from '#contract/prices'
import type { EpochMs, NanoUsd, Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'
import { costOf, type RateFactors, scaledCostOf } from '#engine/money'
import type { BilledCall } from '#engine/storage'

/** What a call is imagined to cost. `tiers`: by those, undefined: there is no price; `factors`: by the rates it was reckoned at, times so much, undefined: it was not reckoned by rates. */
export type ImaginedPrice =
  | { readonly kind: 'tiers'; readonly tiers: readonly PriceTier[] | undefined }
  | { readonly kind: 'factors'; readonly tiers: readonly PriceTier[] | undefined; readonly factors: RateFactors }

/**
 * What a call would have cost, with its own tokens, and its own context, service tier and hour to pick a tier by: exact, rounded once. What was not billed would not have been.
 * null: what it used, or a rate of it, is not known. `serviceTier`: the one that was reported, else the one that was asked for.
 */
export function imaginedCostOf(call: BilledCall, serviceTier: string | undefined, price: ImaginedPrice): NanoUsd | null {
  if (call.cost_state === 'none') return 0 as NanoUsd
  const usage = billedUsageOf(call)
  if (usage === undefined || price.tiers === undefined) return null
  if (price.kind === 'tiers') return costOf({ usage, serviceTier, startedAtMs: call.started_at_ms as EpochMs }, price.tiers).nanoUsd
  const rates = call.price_tier === null ? undefined : price.tiers[call.price_tier]?.rates
  return rates === undefined ? null : scaledCostOf(usage, rates, price.factors)
}

/** By what a call was reckoned: what its provider counted, estimates in their place where it did not. undefined: nobody knows. */
function billedUsageOf(call: BilledCall): Usage | undefined {
  if (call.cost_state === 'maybe_billed') return undefined
  const { estimated_input_tokens: input, estimated_output_tokens: output } = call
  if (call.uncached_input_tokens === null && input === null) return undefined
  const tokens = (value: number | null): Tokens => (value ?? 0) as Tokens
  return {
    uncachedInputTokens: tokens(input ?? call.uncached_input_tokens),
    cacheReadInputTokens: tokens(call.cache_read_input_tokens),
    cacheWrite5mInputTokens: tokens(call.cache_write_5m_input_tokens),
    cacheWrite1hInputTokens: tokens(call.cache_write_1h_input_tokens),
    textOutputTokens: tokens(output ?? call.text_output_tokens),
    reasoningOutputTokens: tokens(call.reasoning_output_tokens),
  }
}
