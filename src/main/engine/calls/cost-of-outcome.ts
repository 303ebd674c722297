import type { CostState } from '#contract/calls'
import type { PriceTier } from '#contract/prices'
import { type EpochMs, NanoUsd, type Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'
import { type Cost, costOf } from '#engine/money'
import type { CallFailed, CallOutcome } from '#engine/ports'

/** What an attempt cost, and how sure that is. `upperNanoUsd` is set only where the cost itself is not known. */
export interface OutcomeCost {
  readonly state: CostState
  readonly nanoUsd: NanoUsd | null
  readonly upperNanoUsd: NanoUsd | null
  /** Which of the price's tiers, from 0, it was reckoned by; null: by none. */
  readonly priceTier: number | null
  /** Uncached input and text of the answer, as it was reckoned by them; absent: by the usage that came back, or by none. */
  readonly estimatedTokens?: { readonly input: Tokens; readonly output: Tokens }
}

export interface CostFacts {
  readonly tiers: readonly PriceTier[] | null
  readonly startedAtMs: EpochMs
  readonly requestedServiceTier: string | undefined
  /** What was set aside; null when no price is known. */
  readonly reservedNanoUsd: NanoUsd | null
  /** What was sent, in bytes of prompt: the measure where no usage came back. */
  readonly promptBytes: number
}

const nothing: OutcomeCost = { state: 'none', nanoUsd: NanoUsd.parse(0), upperNanoUsd: null, priceTier: null }

/** The outcome table of money. Source: design section 5. */
export function costOfOutcome(outcome: CallOutcome, facts: CostFacts): OutcomeCost {
  if (outcome.kind === 'ANSWERED') {
    if (outcome.reportedCostNanoUsd !== undefined)
      return { state: 'reported', nanoUsd: outcome.reportedCostNanoUsd, upperNanoUsd: null, priceTier: null }
    if (outcome.usage !== undefined) return priced(outcome.usage, 'computed', outcome.serviceTier, facts)
    return priced(estimatedUsage(facts.promptBytes, outcome.text + outcome.reasoningText), 'estimated', outcome.serviceTier, facts)
  }
  switch (outcome.stage) {
    case 'not_sent':
      return nothing
    case 'refused':
      return outcome.usage === undefined || outcome.httpStatus !== 200
        ? nothing
        : priced(outcome.usage, 'computed', outcome.serviceTier, facts)
    case 'partial':
      return costOfPart(outcome, facts)
    case 'unanswered':
      return { state: 'maybe_billed', nanoUsd: null, upperNanoUsd: facts.reservedNanoUsd, priceTier: null }
  }
}

/**
 * A part of an answer. Its usage is final where the provider itself ended the answer over its content; elsewhere it may be a first figure,
 * such as the one output token with which Anthropic's streams begin, so what was received counts where that is more.
 */
function costOfPart(outcome: CallFailed, facts: CostFacts): OutcomeCost {
  const { usage, serviceTier } = outcome
  if (usage !== undefined && outcome.kind === 'CONTENT_FILTERED') return priced(usage, 'computed', serviceTier, facts)
  const received = estimatedUsage(facts.promptBytes, (outcome.partialText ?? '') + (outcome.partialReasoningText ?? ''))
  if (usage === undefined) return priced(received, 'estimated', serviceTier, facts)
  const textOutputTokens = Math.max(usage.textOutputTokens, received.textOutputTokens - usage.reasoningOutputTokens) as Tokens
  return priced({ ...usage, textOutputTokens }, 'estimated', serviceTier, facts)
}

/** Tokens of a text nobody counted: a quarter of its bytes, rounded up. */
export function estimatedTokens(bytes: number): Tokens {
  return Math.ceil(bytes / 4) as Tokens
}

function estimatedUsage(promptBytes: number, received: string): Usage {
  const none = 0 as Tokens
  return {
    uncachedInputTokens: estimatedTokens(promptBytes),
    cacheReadInputTokens: none,
    cacheWrite5mInputTokens: none,
    cacheWrite1hInputTokens: none,
    textOutputTokens: estimatedTokens(Buffer.byteLength(received)),
    reasoningOutputTokens: none,
  }
}

function priced(usage: Usage, state: 'computed' | 'estimated', serviceTier: string | undefined, facts: CostFacts): OutcomeCost {
  const cost = facts.tiers === null ? undefined : findCost(usage, serviceTier ?? facts.requestedServiceTier, facts.startedAtMs, facts.tiers)
  const priceTier = cost?.tier ?? null
  const { uncachedInputTokens: input, textOutputTokens: output } = usage
  const estimate = state === 'computed' ? {} : { estimatedTokens: { input, output } }
  return cost === undefined || cost.nanoUsd === null
    ? { state: 'unknown', nanoUsd: null, upperNanoUsd: facts.reservedNanoUsd, priceTier, ...estimate }
    : { state, nanoUsd: cost.nanoUsd, upperNanoUsd: null, priceTier, ...estimate }
}

/** undefined: a count is beyond all sense; an answer is never lost for want of its cost. */
function findCost(usage: Usage, serviceTier: string | undefined, startedAtMs: EpochMs, tiers: readonly PriceTier[]): Cost | undefined {
  try {
    return costOf({ usage, serviceTier, startedAtMs }, tiers)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
