import type { ModelRecord } from '#engine/catalog'
import type { ActiveRun } from './active-run.ts'
import type { FallbackLane } from './fallback-lane.ts'
import type { ArrivedJob } from './lane-jobs.ts'
import type { RunLane } from './run-lane.ts'
import type { WaitView } from './run-waits.ts'

/** Why a run came to rest: all is done, it was told to stop, only a person can help, or its budget is used up. */
export type RestCause = 'done' | 'stopped' | 'stuck' | 'budget'

/** What a run asks of whoever drives it. */
export interface RunDriver {
  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void
  /** Nothing of it is in flight and nothing can go on. Said once. */
  resting(run: ActiveRun, why: RestCause): void
  stalled(lane: RunLane, error: unknown): void
  /** A line for those of a lane's jobs that another model is to answer, in its place at the scheduler. */
  openFallbackLane(home: RunLane, model: ModelRecord): FallbackLane
  waits(run: ActiveRun): WaitView
}
