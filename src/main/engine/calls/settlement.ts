import type { Usage } from '#contract/usage'
import type { CallOutcome } from '#engine/ports'
import type { SettleAttempt } from '#engine/storage'
import type { OutcomeCost } from './cost-of-outcome.ts'

type AttemptPart = Omit<SettleAttempt, 'attemptId' | 'endedAtMs' | 'probe' | 'poolState' | 'providerState' | 'breakers' | 'keep'>

/** The attempt's own columns. */
export function attemptPart(outcome: CallOutcome, cost: OutcomeCost): AttemptPart {
  const common = {
    durationMs: outcome.durationMs,
    firstChunkMs: outcome.timeToFirstChunkMs ?? null,
    httpStatus: outcome.httpStatus ?? null,
    providerRequestId: outcome.providerRequestId ?? null,
    responseModel: outcome.responseModel ?? null,
    usage: outcome.usage === undefined ? null : usageColumns(outcome.usage),
    rawUsage: outcome.rawUsage ?? null,
    costState: cost.state,
    costNanoUsd: cost.nanoUsd,
    costUpperNanoUsd: cost.upperNanoUsd,
    priceTier: cost.priceTier,
    estimatedTokens: cost.estimatedTokens ?? null,
  }
  if (outcome.kind === 'ANSWERED') {
    return {
      ...common,
      state: 'answered',
      code: null,
      message: null,
      errorBody: null,
      finishReason: outcome.finishReason,
      serviceTier: outcome.serviceTier ?? null,
      answer: outcome.text,
    }
  }
  return {
    ...common,
    state: outcome.kind === 'CANCELLED' ? 'cancelled' : 'failed',
    code: outcome.kind,
    message: outcome.message,
    errorBody: outcome.body ?? null,
    finishReason: null,
    serviceTier: null,
    answer: outcome.partialText ?? null,
  }
}

export function usageColumns(usage: Usage) {
  return {
    uncached_input_tokens: usage.uncachedInputTokens,
    cache_read_input_tokens: usage.cacheReadInputTokens,
    cache_write_5m_input_tokens: usage.cacheWrite5mInputTokens,
    cache_write_1h_input_tokens: usage.cacheWrite1hInputTokens,
    text_output_tokens: usage.textOutputTokens,
    reasoning_output_tokens: usage.reasoningOutputTokens,
  }
}
