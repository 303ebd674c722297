import type { CallCode } from '#contract/calls'
import { type BackoffPolicy, nextDelayMs } from './backoff.ts'
import { effectOf, isRetryable } from './codes.ts'

/** How much of its allowance a probe has used, the outcome at hand included. */
export interface ProbeTries {
  /** Attempts that ended with a code of effect `retry`. */
  readonly attempts: number
  /** Refusals that counted against this probe. */
  readonly countedRefusals: number
}

/** A failed attempt, as far as the next step depends on it. */
export interface FailedOutcome {
  readonly kind: CallCode
  /** False: a further try cannot change it though its code is retryable, such as a redirect. */
  readonly retryable?: boolean | undefined
  /** For `RATE_LIMITED`: the episode counted it against the probe. */
  readonly counted?: boolean | undefined
  /** The provider's own word on when to come back, clamped and jittered already: the least that a retry waits. */
  readonly hintMs?: number | undefined
}

export interface StepPolicy {
  /** Includes the first. */
  readonly maxAttempts: number
  readonly backoff: BackoffPolicy
  /** Pauses without a hint that one probe sits through; refused after the last, it ends. */
  readonly rateLimitWaits: number
  readonly allowFallback: boolean
  readonly hasFallback: boolean
  readonly alreadyFellBack: boolean
}

/** `wait`: back to the queue until the pool or the provider opens, without an instant of its own. */
export type NextStep =
  | { readonly kind: 'finish'; readonly code: CallCode }
  | { readonly kind: 'retry'; readonly delayMs: number; readonly cause: 'retry_backoff' }
  | { readonly kind: 'wait'; readonly cause: 'parked' | 'stopped' }
  | { readonly kind: 'fall-back'; readonly code: CallCode }

/** What becomes of a probe after a failed attempt. `draw` is in [0, 1). */
export function nextStep(probe: ProbeTries, outcome: FailedOutcome, policy: StepPolicy, draw: number): NextStep {
  const code = outcome.kind
  if (isRetryable(code) && outcome.retryable === false) return { kind: 'finish', code }
  switch (effectOf(code)) {
    case 'retry': {
      if (probe.attempts >= policy.maxAttempts) return end(code, policy)
      const delayMs = Math.max(nextDelayMs(probe.attempts, policy.backoff, draw), outcome.hintMs ?? 0)
      return { kind: 'retry', delayMs, cause: 'retry_backoff' }
    }
    case 'park':
      return outcome.counted === true && probe.countedRefusals >= policy.rateLimitWaits
        ? end(code, policy)
        : { kind: 'wait', cause: 'parked' }
    case 'sleep-day':
      return { kind: 'wait', cause: 'parked' }
    case 'stop-provider':
      return { kind: 'wait', cause: 'stopped' }
    case 'fail':
      return end(code, policy)
  }
}

function end(code: CallCode, policy: StepPolicy): NextStep {
  const canFallBack = isRetryable(code) && policy.allowFallback && policy.hasFallback && !policy.alreadyFellBack
  return { kind: canFallBack ? 'fall-back' : 'finish', code }
}
