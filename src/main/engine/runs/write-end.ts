import type { ActiveRun } from './active-run.ts'
import { keepTotals } from './keep-totals.ts'
import type { RestCause } from './run-driver.ts'
import { cancelRest, type endOf } from './run-endings.ts'
import type { RunStatuses } from './run-statuses.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { tellRest } from './tell-run.ts'

/** What a run that rests has become is written, then told. */
export async function writeEnd(
  ports: SchedulerPorts,
  statuses: RunStatuses,
  run: ActiveRun,
  why: RestCause,
  { status, pauseReason }: ReturnType<typeof endOf>,
): Promise<void> {
  if (status === 'cancelled') await cancelRest(ports, statuses, run.runId, run.tally)
  else if (why === 'stopped') await statuses.settled(run.runId)
  else await statuses.save(run.runId, status, pauseReason)
  if (status !== 'cancelled') await keepTotals(ports, { runId: run.runId, status }, run.tally)
  ports.log.info({ area: 'runs', step: 'rest', run: run.id, why, status, ...run.tally.counts() }, 'run at rest')
  tellRest(ports, run, status, pauseReason)
}
