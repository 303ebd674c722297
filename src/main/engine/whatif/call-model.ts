import type { CallOutcome } from '#engine/ports'
import type { Job } from '#engine/runs'

/** What a call would come to. `holdMs`: from admission until the outcome is settled, so that what the engine itself takes is in it. */
export interface Drawn {
  readonly outcome: CallOutcome
  readonly holdMs: number
}

/** How a provider would behave. */
export interface CallModel {
  /** A call of this job leaves now. Monotonic. */
  leaves(job: Job, nowMs: number): Drawn
  /** It ended. */
  ended(job: Job, drawn: Drawn, nowMs: number): void
}
