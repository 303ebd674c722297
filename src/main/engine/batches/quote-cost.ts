import type { PriceTier } from '#contract/prices'
import type { EpochMs, Tokens } from '#contract/units'
import { costOf, pricingOf } from '#engine/money'
import type { ModelEstimate, QuoteInput, Span } from './quote-input.ts'

const hourMs = 3_600_000
const zero = 0 as Tokens

/** What all probes of a model will cost; null: a rate they need is unknown. Units: nano-USD. */
export function callCost(estimate: ModelEstimate, { survey, nowMs }: QuoteInput): Span | null {
  const { tiers } = estimate.model
  if (tiers === null) return null
  const longest = survey.maxBytes / Math.max(1, survey.totalBytes / Math.max(1, survey.prompts))
  const instants = hoursThatMatter(tiers, nowMs)
  const lows = instants.map((atMs) => picoUsdOf(estimate, 'low', tiers, atMs, 1))
  const highs = instants.flatMap((atMs) => [picoUsdOf(estimate, 'high', tiers, atMs, 1), picoUsdOf(estimate, 'high', tiers, atMs, longest)])
  const known = [lows, highs].map((amounts) => amounts.filter((amount) => amount !== null))
  if (known[0]?.length !== lows.length || known[1]?.length !== highs.length) return null
  return { low: timesProbes(least(known[0]), estimate.probes), high: timesProbes(most(known[1]), estimate.probes) }
}

/** The whole number nearest to `value`, at most the largest that is exact. */
export function saturated(value: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.round(value))
}

/** One mean probe, all turns of it, each priced by the tier that a prompt so many times as long as the mean one falls into. */
function picoUsdOf(
  estimate: ModelEstimate,
  end: keyof Span,
  tiers: readonly PriceTier[],
  startedAtMs: EpochMs,
  longer: number,
): bigint | null {
  const first = estimate.turns[0]?.[end] ?? 0
  const costs = estimate.turns.map((turn) => {
    const contextTokens = turn[end] + Math.ceil(first * longer) - first
    return picoUsdOfCall(estimate, end, tiers, startedAtMs, { inputTokens: turn[end], contextTokens })
  })
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0n)
}

function picoUsdOfCall(
  estimate: ModelEstimate,
  end: keyof Span,
  tiers: readonly PriceTier[],
  startedAtMs: EpochMs,
  { inputTokens, contextTokens }: { readonly inputTokens: number; readonly contextTokens: number },
): bigint | null {
  const { serviceTier } = estimate.model.parameters
  const { rates } = pricingOf(tiers, { contextTokens: contextTokens as Tokens, serviceTier, startedAtMs })
  const usage = {
    uncachedInputTokens: inputTokens as Tokens,
    cacheReadInputTokens: zero,
    cacheWrite5mInputTokens: zero,
    cacheWrite1hInputTokens: zero,
    textOutputTokens: estimate.outputTokens[end] as Tokens,
    reasoningOutputTokens: zero,
  }
  const cost = costOf({ usage, startedAtMs }, [{ rates }])
  return cost.nanoUsd === null ? null : cost.picoUsd
}

/** A run may last through any hour: each counts where a price depends on it. */
function hoursThatMatter(tiers: readonly PriceTier[], nowMs: EpochMs): EpochMs[] {
  if (tiers.every(({ when }) => when?.utcHours === undefined)) return [nowMs]
  return Array.from({ length: 24 }, (_, hour) => (nowMs + hour * hourMs) as EpochMs)
}

function timesProbes(picoUsd: bigint, probes: number): number {
  return saturated(Number((picoUsd * BigInt(probes)) / 1_000n))
}

function least(amounts: readonly bigint[]): bigint {
  return amounts.reduce((left, right) => (right < left ? right : left))
}

function most(amounts: readonly bigint[]): bigint {
  return amounts.reduce((left, right) => (right > left ? right : left))
}
