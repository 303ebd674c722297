import type { PriceTier, Rates } from '#contract/prices'
import type { EpochMs, MicroUsdPerMillionTokens, NanoUsd, Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'
import { roundHalfToEven, toNanoUsd } from './integers.ts'
import { pricingOf } from './pick-tier.ts'

/** The classes of tokens that are billed apart, named as their rates are. */
export type TokenClass = 'input' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h' | 'output' | 'reasoning'

/** The tokens of one class at its rate. `picoUsd` is exact; null, with the rate: the class was used and its rate is unknown. */
export interface TokenCostLine {
  readonly usageClass: TokenClass
  readonly tokens: Tokens
  readonly rate: MicroUsdPerMillionTokens | null
  readonly picoUsd: bigint | null
}

/** The fee of the request itself: present only where the price names one. */
export interface RequestCostLine {
  readonly usageClass: 'perRequest'
  readonly requests: 1
  readonly rate: NanoUsd
  readonly picoUsd: bigint
}

export type CostLine = TokenCostLine | RequestCostLine

/** One answered request, as far as its price depends on it. `serviceTier`: reported by the answer, else as asked for. */
export interface BilledRequest {
  readonly usage: Usage
  readonly serviceTier?: string | undefined
  readonly startedAtMs: EpochMs
}

/**
 * `tier`: which of the price's tiers, from 0, gave the rates; null: none, its service tier has no price.
 * `picoUsd`: the exact sum of the lines whose rate is known; `knownNanoUsd` is its rounding, half to even.
 * `nanoUsd`: the whole cost, equal to `knownNanoUsd`; null with state `unknown`, when a class that was used has no rate.
 */
export interface Cost {
  readonly tier: number | null
  readonly lines: readonly CostLine[]
  readonly picoUsd: bigint
  readonly nanoUsd: NanoUsd | null
  readonly knownNanoUsd: NanoUsd
  readonly state: 'computed' | 'unknown'
}

const picoInNano = 1_000n

const classes = [
  ['input', 'uncachedInputTokens'],
  ['cacheRead', 'cacheReadInputTokens'],
  ['cacheWrite5m', 'cacheWrite5mInputTokens'],
  ['cacheWrite1h', 'cacheWrite1hInputTokens'],
  ['output', 'textOutputTokens'],
  ['reasoning', 'reasoningOutputTokens'],
] as const satisfies readonly (readonly [TokenClass & keyof Rates, keyof Usage])[]

/**
 * Cost of one answered request: a line per class that was used (one that was not is absent), in the tier that fits all its input.
 * An unknown per-request fee is taken as none, or no text model would have a known cost; audio and images are no part of `Usage` and cost nothing here.
 * Served in a tier that the price does not name, every class is unknown.
 * Errors: RangeError when the total is above the largest exact `NanoUsd`, or no tier fits.
 */
export function costOf(request: BilledRequest, tiers: readonly PriceTier[]): Cost {
  const { usage, serviceTier, startedAtMs } = request
  const { tier, rates } = pricingOf(tiers, { contextTokens: contextTokensOf(usage), serviceTier, startedAtMs })
  const lines = costLinesOf(usage, rates)
  const picoUsd = lines.reduce((sum, line) => sum + (line.picoUsd ?? 0n), 0n)
  const knownNanoUsd = toNanoUsd(roundHalfToEven(picoUsd, picoInNano))
  const isKnown = lines.every((line) => line.picoUsd !== null)
  return { tier, lines, picoUsd, nanoUsd: isKnown ? knownNanoUsd : null, knownNanoUsd, state: isKnown ? 'computed' : 'unknown' }
}

/** A line per class that was used, and one for the request where the price names a fee. */
export function costLinesOf(usage: Usage, rates: Rates): CostLine[] {
  return [...tokenLines(usage, rates), ...requestLines(rates)]
}

/** All input of an answer, which is what a long-context tier looks at: uncached, read from and written to a cache. */
export function contextTokensOf(usage: Usage): Tokens {
  const { uncachedInputTokens, cacheReadInputTokens, cacheWrite5mInputTokens, cacheWrite1hInputTokens } = usage
  return (uncachedInputTokens + cacheReadInputTokens + cacheWrite5mInputTokens + cacheWrite1hInputTokens) as Tokens
}

function tokenLines(usage: Usage, rates: Rates): TokenCostLine[] {
  const lines: TokenCostLine[] = []
  for (const [usageClass, usageKey] of classes) {
    const [tokens, rate] = [usage[usageKey], rates[usageClass]]
    if (tokens > 0) lines.push({ usageClass, tokens, rate, picoUsd: rate === null ? null : BigInt(tokens) * BigInt(rate) })
  }
  return lines
}

function requestLines({ perRequest }: Rates): RequestCostLine[] {
  return perRequest === null ? [] : [{ usageClass: 'perRequest', requests: 1, rate: perRequest, picoUsd: BigInt(perRequest) * picoInNano }]
}
