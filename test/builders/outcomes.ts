import type { Usage } from '#contract/usage'
import type { Answered, CallFailed, CallFailureCode } from '#engine/ports'
import { usageOf } from './prices.ts'

/** 10 tokens in, 20 out, unless `more` says otherwise. */
export function answered(more: Partial<Omit<Answered, 'kind'>> = {}): Answered {
  return {
    kind: 'ANSWERED',
    text: 'OK',
    reasoningText: '',
    usage: smallUsage,
    finishReason: 'stop',
    httpStatus: 200,
    durationMs: 0,
    ...more,
  }
}

/** 429, without a hint unless one is given. */
export function tooFast(hintMs?: number): CallFailed {
  return failed('RATE_LIMITED', {
    httpStatus: 429,
    ...(hintMs !== undefined && { hint: { delayMs: hintMs, source: 'retry-after' } }),
  })
}

/** A refusal in the provider's own words, unless `more` says how far it got. */
export function failed(kind: CallFailureCode, more: Partial<Omit<CallFailed, 'kind'>> = {}): CallFailed {
  return { kind, stage: 'refused', message: `${kind} it is`, httpStatus: 400, durationMs: 0, ...more }
}

/** 500 with the provider's own error body. */
export function serverError(): CallFailed {
  return failed('SERVER_ERROR', { httpStatus: 500 })
}

export const smallUsage: Usage = usageOf({ uncachedInputTokens: 10, textOutputTokens: 20 })
