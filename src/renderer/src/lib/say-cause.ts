import type { CallCode, WaitCause } from '#contract/calls'
import { assertNever } from './assert-never.ts'

/** Why a probe or a pool waits, in a few words that follow a name or stand alone: `waits for a free place`. */
export function sayCause(cause: WaitCause): string {
  switch (cause) {
    case 'run_paused':
      return 'the run is paused'
    case 'provider_disabled':
      return 'its provider is disabled'
    case 'no_credential':
      return 'there is no key that its provider may be asked with'
    case 'stopped':
      return 'its provider refused the key or has no credit'
    case 'parked':
      return 'its provider said “too fast”'
    case 'trial':
      return 'one call tries first whether the pause is over'
    case 'opening':
      return 'it opens again step by step'
    case 'pool_slots':
      return 'every place of the pool is taken'
    case 'provider_slots':
      return 'every place of the provider is taken'
    case 'run_slots':
      return 'every place of the run is taken (maxParallel)'
    case 'spacing':
      return 'calls are spaced over the minute'
    case 'requests_per_minute':
      return 'requests per minute are used up'
    case 'tokens_per_minute':
      return 'tokens per minute are used up'
    case 'input_tokens_per_minute':
      return 'input tokens per minute are used up'
    case 'output_tokens_per_minute':
      return 'output tokens per minute are used up'
    case 'requests_per_day':
      return 'requests per day are used up'
    case 'budget':
      return 'the budget is used up'
    case 'budget_reserved':
      return 'what is left of the budget is reserved by calls on their way'
    case 'provider_day_budget':
      return 'the provider’s budget of the day is used up'
    case 'month_budget':
      return 'the budget of the month is used up'
    case 'retry_backoff':
      return 'a pause before the next try'
    case 'retry_budget':
      return 'too many calls fail: tries again are held back'
    case 'breaker':
      return 'its breaker is open'
    case 'breaker_held':
      return 'a person holds its breaker open'
    case 'storage':
      return 'the disk takes nothing'
    default:
      return assertNever(cause)
  }
}

/** What a call ended as, in a few words. */
export function sayCode(code: CallCode): string {
  switch (code) {
    case 'RATE_LIMITED':
      return 'Too fast for the provider'
    case 'DAILY_QUOTA':
      return 'The provider’s quota of the day is used up'
    case 'OUT_OF_CREDIT':
      return 'Out of credit'
    case 'AUTH':
      return 'The key was refused'
    case 'PERMISSION_DENIED':
      return 'The key may not use this model'
    case 'OVERLOADED':
      return 'The provider is overloaded'
    case 'SERVER_ERROR':
      return 'The provider failed'
    case 'TIMEOUT':
      return 'No answer in time'
    case 'NETWORK':
      return 'The connection failed'
    case 'INVALID_RESPONSE':
      return 'The answer could not be read'
    case 'BAD_REQUEST':
      return 'The provider refused the request'
    case 'CONTEXT_TOO_LONG':
      return 'Longer than the model’s context'
    case 'MODEL_NOT_FOUND':
      return 'The provider does not know the model'
    case 'CONTENT_FILTERED':
      return 'Held back by a content filter'
    case 'CIRCUIT_OPEN':
      return 'Not sent: its breaker was open'
    case 'BUDGET_EXCEEDED':
      return 'Not sent: over budget'
    case 'CANCELLED':
      return 'Cancelled'
    case 'INTERRUPTED':
      return 'The engine ended before the answer came'
    case 'MODEL_UNAVAILABLE':
      return 'The model is not available'
    default:
      return assertNever(code)
  }
}
