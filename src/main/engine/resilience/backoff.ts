export type Jitter = 'none' | 'full' | 'equal' | 'decorrelated'

/**
 * How long to wait between tries of one call. With c = min(maxDelayMs, initialDelayMs × multiplier^(attempt − 1)):
 * `none` waits c; `full` up to c; `equal` from c/2 to c; `decorrelated` from initialDelayMs to three times the delay before, whatever the attempt.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export interface BackoffPolicy {
  /** Above 0. */
  readonly initialDelayMs: number
  /** At least 1. */
  readonly multiplier: number
  /** At least `initialDelayMs`; no delay is longer. */
  readonly maxDelayMs: number
  readonly jitter: Jitter
}

/**
 * The pause after the `attempt`-th failure, whole milliseconds in [0, maxDelayMs].
 * `attempt` counts from 1; `draw` is in [0, 1); `previousDelayMs` serves `decorrelated` alone, and absent means none was waited yet.
 */
export function nextDelayMs(attempt: number, policy: BackoffPolicy, draw: number, previousDelayMs?: number): number {
  const ceilingMs = Math.min(policy.maxDelayMs, policy.initialDelayMs * policy.multiplier ** (Math.max(1, attempt) - 1))
  switch (policy.jitter) {
    case 'none':
      return Math.round(ceilingMs)
    case 'full':
      return Math.round(ceilingMs * draw)
    case 'equal':
      return Math.round(ceilingMs / 2 + (ceilingMs / 2) * draw)
    case 'decorrelated': {
      const spanMs = Math.max(policy.initialDelayMs, previousDelayMs ?? 0) * 3 - policy.initialDelayMs
      return Math.round(Math.min(policy.maxDelayMs, policy.initialDelayMs + spanMs * draw))
    }
  }
}
