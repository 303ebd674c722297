import type { PriceTier, Rates, TierCondition } from '#contract/prices'
import { EpochMs, MicroUsdPerMillionTokens, NanoUsd, Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'

type Plain<T> = { readonly [Key in keyof T]?: number | null }

/** Rates of the classes given, in their own units; every other is unknown. */
export function ratesOf(given: Plain<Rates>): Rates {
  const token = (rate: number | null | undefined) => (typeof rate === 'number' ? MicroUsdPerMillionTokens.parse(rate) : null)
  const each = (rate: number | null | undefined) => (typeof rate === 'number' ? NanoUsd.parse(rate) : null)
  return {
    input: token(given.input),
    output: token(given.output),
    cacheRead: token(given.cacheRead),
    cacheWrite5m: token(given.cacheWrite5m),
    cacheWrite1h: token(given.cacheWrite1h),
    reasoning: token(given.reasoning),
    audio: token(given.audio),
    image: each(given.image),
    perRequest: each(given.perRequest),
  }
}

/** A tier with these rates: the base tier unless a condition is given. */
export function tierOf(rates: Plain<Rates>, when?: TierCondition): PriceTier {
  return { ...(when && { when }), rates: ratesOf(rates) }
}

/** The tokens given; every other class is 0. */
export function usageOf(given: { readonly [Class in keyof Usage]?: number }): Usage {
  return {
    uncachedInputTokens: Tokens.parse(given.uncachedInputTokens ?? 0),
    cacheReadInputTokens: Tokens.parse(given.cacheReadInputTokens ?? 0),
    cacheWrite5mInputTokens: Tokens.parse(given.cacheWrite5mInputTokens ?? 0),
    cacheWrite1hInputTokens: Tokens.parse(given.cacheWrite1hInputTokens ?? 0),
    textOutputTokens: Tokens.parse(given.textOutputTokens ?? 0),
    reasoningOutputTokens: Tokens.parse(given.reasoningOutputTokens ?? 0),
  }
}

/** An instant of 1970-01-01 UTC, or after it, at this hour. */
export function atHour(hour: number, minute = 0): EpochMs {
  return EpochMs.parse((hour * 60 + minute) * 60_000)
}
