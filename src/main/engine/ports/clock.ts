import type { EpochMs, MonotonicMs } from '#contract/units'

/** Time, as the engine is given it. No timer is ever set beyond `maxTimerMs`: a longer sleep is slept in parts. */
export interface Clock {
  nowMs(): EpochMs
  monotonicMs(): MonotonicMs
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
