import type { CallCode } from '#contract/calls'

/**
 * What a code asks of the scheduler. `retry`: the same probe again after a backoff; `park`: the pool's episode decides; `sleep-day`: the pool sleeps to its daily reset;
 * `stop-provider`: nothing more is sent with this credential until a person acts; `fail`: the probe ends.
 */
export type CodeEffect = 'retry' | 'park' | 'sleep-day' | 'stop-provider' | 'fail'

interface Rank {
  readonly effect: CodeEffect
  readonly retryable: boolean
  readonly tripsBreaker: boolean
}

const transient: Rank = { effect: 'retry', retryable: true, tripsBreaker: true }
const ended: Rank = { effect: 'fail', retryable: false, tripsBreaker: false }
const stopped: Rank = { effect: 'stop-provider', retryable: false, tripsBreaker: false }

/** The outcome table of the design; the only place that ranks codes. */
const ranks: Readonly<Record<CallCode, Rank>> = {
  RATE_LIMITED: { effect: 'park', retryable: true, tripsBreaker: false },
  DAILY_QUOTA: { effect: 'sleep-day', retryable: true, tripsBreaker: false },
  OUT_OF_CREDIT: stopped,
  AUTH: stopped,
  PERMISSION_DENIED: ended,
  OVERLOADED: transient,
  SERVER_ERROR: transient,
  TIMEOUT: transient,
  NETWORK: transient,
  INVALID_RESPONSE: transient,
  BAD_REQUEST: ended,
  CONTEXT_TOO_LONG: ended,
  MODEL_NOT_FOUND: ended,
  CONTENT_FILTERED: ended,
  // The wait for the breaker is over when a probe gets this code: nothing is left to try here, but another model may answer.
  CIRCUIT_OPEN: { effect: 'fail', retryable: true, tripsBreaker: false },
  BUDGET_EXCEEDED: ended,
  CANCELLED: ended,
  INTERRUPTED: ended,
  MODEL_UNAVAILABLE: ended,
}

export function effectOf(code: CallCode): CodeEffect {
  return ranks[code].effect
}

/** Whether the same request may succeed later without anyone changing anything; only then may a fallback answer for it. */
export function isRetryable(code: CallCode): boolean {
  return ranks[code].retryable
}

/** Whether the failure says that the service is ill. Too fast, out of money and our own mistakes do not. */
export function tripsBreaker(code: CallCode): boolean {
  return ranks[code].tripsBreaker
}
