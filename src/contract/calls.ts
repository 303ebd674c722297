import { z } from 'zod'

/**
 * What an attempt that was not answered ended as. Closed: every switch over it ends in `assertNever`.
 * Source of the mapping from the wire: the outcome table of the design, kept by the conformance suite of the adapters.
 */
export const CallCode = z.enum([
  'RATE_LIMITED',
  'DAILY_QUOTA',
  'OUT_OF_CREDIT',
  'AUTH',
  'PERMISSION_DENIED',
  'OVERLOADED',
  'SERVER_ERROR',
  'TIMEOUT',
  'NETWORK',
  'INVALID_RESPONSE',
  'BAD_REQUEST',
  'CONTEXT_TOO_LONG',
  'MODEL_NOT_FOUND',
  'CONTENT_FILTERED',
  'CIRCUIT_OPEN',
  'BUDGET_EXCEEDED',
  'CANCELLED',
  'INTERRUPTED',
  'MODEL_UNAVAILABLE',
])
export type CallCode = z.infer<typeof CallCode>

/** Who asked: `probe` a run, `expand` and `judge` the app's own models, `verify` a connection test. */
export const CallMethod = z.enum(['probe', 'expand', 'judge', 'verify'])
export type CallMethod = z.infer<typeof CallMethod>

export const AttemptKind = z.enum(['first', 'retry', 'fallback'])
export type AttemptKind = z.infer<typeof AttemptKind>

export const AttemptState = z.enum(['started', 'answered', 'failed', 'cancelled', 'interrupted'])
export type AttemptState = z.infer<typeof AttemptState>

/** How sure a cost is. `none`: nothing was billed; `unknown`: answered, but a class that was used has no rate. */
export const CostState = z.enum(['none', 'reported', 'computed', 'estimated', 'maybe_billed', 'unknown'])
export type CostState = z.infer<typeof CostState>

/**
 * Why a ready probe is not sent now. Shown as it is; each comes with an instant where one is known.
 * `budget`, `month_budget`: a person must raise it; `provider_day_budget`: until the day ends; `budget_reserved`: until calls in flight give back what they do not use of it.
 */
export const WaitCause = z.enum([
  'run_paused',
  'provider_disabled',
  'no_credential',
  'stopped',
  'parked',
  'trial',
  'opening',
  'pool_slots',
  'provider_slots',
  'run_slots',
  'spacing',
  'requests_per_minute',
  'tokens_per_minute',
  'input_tokens_per_minute',
  'output_tokens_per_minute',
  'requests_per_day',
  'budget',
  'budget_reserved',
  'provider_day_budget',
  'month_budget',
  'retry_backoff',
  'retry_budget',
  'breaker',
  'breaker_held',
  'storage',
])
export type WaitCause = z.infer<typeof WaitCause>
