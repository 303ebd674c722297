import type { RunSummary } from '#contract/runs'

/** What may be done with a run as it is now. */
export interface RunActions {
  readonly canPause: boolean
  readonly canResume: boolean
  readonly canCancel: boolean
  /** A person has to say how it goes on: on the run's page, where what there is to say stands. */
  readonly mustDecide: boolean
  /** The command that does the next thing to it. */
  readonly command: string
}

export function actionsOf({ id, status, pauseReason, counts }: Pick<RunSummary, 'id' | 'status' | 'pauseReason' | 'counts'>): RunActions {
  const isPaused = status === 'paused'
  return {
    canPause: status === 'running' || status === 'queued',
    canResume: isPaused,
    canCancel: status !== 'finished' && status !== 'cancelled',
    mustDecide: isPaused && (pauseReason === 'budget' || pauseReason === 'decision' || counts.interrupted > 0),
    command: isPaused ? `assay resume ${id}` : `assay runs show ${id}`,
  }
}
