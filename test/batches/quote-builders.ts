import type { ModelRef, PoolName } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { PriceTier } from '#contract/prices'
import type { EpochMs, MicroUsdPerMillionTokens, Tokens } from '#contract/units'
import type { QuotedModel, QuoteInput } from '#engine/batches'
import { completeRates } from '#engine/money'

export const dayMs = 86_400_000
export const nowMs = (1_000 * dayMs) as EpochMs
export const limits: PoolLimits = {
  maxParallel: 1,
  requestsPerMinute: null,
  tokensPerMinute: null,
  inputTokensPerMinute: null,
  outputTokensPerMinute: null,
  requestsPerDay: null,
  dayResetsAt: '00:00 UTC',
  burst: null,
  adaptive: false,
  adaptiveMin: 1,
  adaptiveMax: null,
}
export const tierOf = (input: number, output: number | null, when?: PriceTier['when']): PriceTier => ({
  ...(when === undefined ? {} : { when }),
  rates: completeRates({ input: input as MicroUsdPerMillionTokens, output: output as MicroUsdPerMillionTokens | null }),
})
export const past = {
  answers: 10,
  ...{ meanOutputTokens: 100, p10OutputTokens: 50, p90OutputTokens: 200, maxOutputTokens: 300 },
  ...{ meanDurationMs: 1_000, p10DurationMs: 500, p90DurationMs: 2_000 },
  ...{ callsPerAnswer: 1, unansweredMsPerAnswer: 0 },
}

export function model(name: string, changes: Partial<QuotedModel> = {}, pool: Partial<PoolLimits> = {}): QuotedModel {
  return {
    ref: name as ModelRef,
    parameters: {},
    tiers: [tierOf(1_000_000, 4_000_000)],
    contextWindow: null,
    maxOutput: null,
    sunsetAtMs: null,
    past,
    pool: { name: 'default' as PoolName, limits: { ...limits, ...pool } },
    providerMaxParallel: null,
    ...changes,
  }
}

/** Ten prompts of 500 bytes, 100 to 200 tokens each, twice. */
export function input(models: readonly QuotedModel[], changes: Partial<QuoteInput> = {}): QuoteInput {
  return {
    batch: { name: 'q', samples: 2, prompt: '{{a}}', cache: false },
    survey: { prompts: 10, totalBytes: 5_000, minBytes: 500, maxBytes: 500, maxInputTokensUpper: 548 as Tokens },
    models,
    assumedOutputTokens: 400,
    nowMs,
    ...changes,
  }
}

export const withBudget = (budgetUsd: string) => ({ batch: { ...input([]).batch, budgetUsd } })
