import type { PauseReason, RunStatus } from '#contract/runs'
import { AppError } from '#engine/failure'
import type { ActiveRun } from './active-run.ts'
import { keepTotals } from './keep-totals.ts'
import type { RestCause } from './run-driver.ts'
import type { RunStatuses } from './run-statuses.ts'
import type { RunTally } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** What a run that has come to rest is from then on. */
export function endOf(run: ActiveRun, why: RestCause): { readonly status: RunStatus; readonly pauseReason: PauseReason | null } {
  if (run.isAbandoned) return { status: 'cancelled', pauseReason: null }
  if (why === 'stopped') return { status: run.status, pauseReason: run.pauseReason }
  if (why === 'budget') return { status: 'paused', pauseReason: 'budget' }
  if (why === 'stuck' || run.tally.interrupted > 0) return { status: 'paused', pauseReason: 'decision' }
  return { status: 'finished', pauseReason: null }
}

/** What was asked of a run cannot be done in the state it is in. */
export function stateConflict(name: string, status: string): AppError {
  return new AppError({ code: 'CONFLICT', what: 'run', name, reason: 'state', detail: status })
}

/** What was not sent is cancelled, then the run is, and what it came to is kept. */
export async function cancelRest(
  ports: Pick<SchedulerPorts, 'storage' | 'log'>,
  statuses: RunStatuses,
  runId: number,
  tally: RunTally,
): Promise<void> {
  await ports.storage.keep('cancelProbes', { runId })
  await statuses.save(runId, 'cancelled', null)
  await keepTotals(ports, { runId, status: 'cancelled' }, tally)
}
