import type { ActiveRunView, RunSummary } from '#contract/runs'
import { isOver } from '#renderer/lib'

/** A run as the list shows it. `etaMs`: until it is done, while that can be said. */
export interface ListedRun extends RunSummary {
  readonly etaMs: number | null
}

/** What is told of runs that are going on is newer than what was listed, but for runs that are over by now; what the telling leaves out stays as it was listed. */
export function withActive(runs: readonly RunSummary[], active: readonly ActiveRunView[]): ListedRun[] {
  const told = new Map(active.map((view) => [view.id, view]))
  return runs.map((run) => {
    const view = told.get(run.id)
    return view === undefined || isOver(run) ? { ...run, etaMs: null } : { ...run, ...brought(run, view) }
  })
}

function brought({ counts }: RunSummary, view: ActiveRunView): Pick<ListedRun, 'status' | 'cost' | 'counts' | 'etaMs'> {
  const { total, done, failed, inFlight, status, cost, etaMs } = view
  const succeeded = Math.max(0, done - failed - counts.cancelled - counts.interrupted)
  return { status, cost, etaMs, counts: { ...counts, total, succeeded, failed, inFlight } }
}
