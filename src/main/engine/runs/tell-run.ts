import type { RunEventData } from '#contract/events'
import type { PauseReason, RunStatus } from '#contract/runs'
import type { ActiveRun } from './active-run.ts'
import type { RunTally } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

type Ports = Pick<SchedulerPorts, 'events'>

/** A run by its key, its ULID and its name. */
export interface ToldRun {
  readonly id: number
  readonly ulid: string
  readonly name: string
}

/** What became of a run is an event: inbox and notifications go by it. */
export function tellRun({ events }: Ports, { id, ulid, name }: ToldRun, facts: Omit<RunEventData, 'name'>): void {
  events.record({ kind: 'run', subject: `run:${ulid}`, runId: id, data: { ...facts, name } satisfies RunEventData })
}

/** It rests, after all that it came to. */
export function tellRest(
  ports: Ports,
  run: Pick<ActiveRun, 'id' | 'runId' | 'name' | 'tally'>,
  status: RunStatus,
  reason: PauseReason | null,
): void {
  const change = status === 'finished' || status === 'cancelled' ? status : 'paused'
  tellRun(
    ports,
    { id: run.runId, ulid: run.id, name: run.name },
    { change, ...(reason === null ? {} : { reason }), ...come(run.tally, status) },
  )
}

/** Of a cancelled run all that was not answered is cancelled. */
export function come(tally: RunTally, status: RunStatus): Pick<RunEventData, 'counts' | 'nanoUsd' | 'upperNanoUsd'> {
  const counts = tally.counts()
  const cancelled = status === 'cancelled' ? counts.total - counts.succeeded - counts.failed - counts.interrupted : counts.cancelled
  return { counts: { ...counts, cancelled }, nanoUsd: tally.cost.nanoUsd, upperNanoUsd: tally.cost.upperNanoUsd }
}
