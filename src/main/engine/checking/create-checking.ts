import type { CheckState } from '#contract/checks'
import type { RunId } from '#contract/ids'
import type { Catalog, ViewFacts } from '#engine/catalog'
import type { EventLog } from '#engine/events'
import { tellStandIn } from '#engine/infra'
import type { Clock, Log } from '#engine/ports'
import type { AppCalls, RunService } from '#engine/runs'
import type { Settings } from '#engine/settings'
import type { Storage } from '#engine/storage'
import { ChecksApplied } from './apply-checks.ts'
import { CheckService } from './check-service.ts'
import { conversationOf } from './conversation.ts'
import { judgesOf } from './judges.ts'
import { ModelJudge } from './model-judge.ts'
import { watchChecks } from './watch-checks.ts'

export interface CheckingPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Log
  readonly events: Pick<EventLog, 'record'>
  readonly runs: Pick<RunService, 'get' | 'active'>
  readonly calls: AppCalls
  readonly catalog: Catalog
  readonly settings: Settings
  readonly viewFacts: () => ViewFacts
  /** The checking thread's entry. */
  readonly threadUrl: URL
}

/** Answers of runs held against their checks as they come, and anew when a person says so. */
export interface Checking {
  readonly service: CheckService
  readonly applied: ChecksApplied
  /** How far a run is, by its name and its key. */
  watch(run: { readonly id: RunId; readonly runId: number }, signal: AbortSignal): AsyncGenerator<CheckState>
}

export function createChecking(ports: CheckingPorts): Checking {
  const { storage, catalog, clock, log, events, runs, calls, threadUrl } = ports
  const judge = new ModelJudge({
    ...{ storage, clock, calls },
    judges: () => judgesOf(ports),
    providerOf: ({ providerId }) => catalog.provider(providerId),
    stoodIn: (from, to, code, { run }) => tellStandIn({ log, events }, { from, to, code, method: 'judge' }, run.runId),
  })
  const service = new CheckService({
    ...{ storage, clock, log, threadUrl, judge },
    conversationOf: (run, row) => conversationOf(storage, run, row),
  })
  const countsOf = async (run: RunId) => (await runs.get(run)).checks
  const isGoing = (id: RunId) => runs.active.some((run) => run.id === id)
  const applied = new ChecksApplied({
    ...{ storage, clock, events, service },
    ...{ countsOf, isGoing },
  })
  return {
    ...{ service, applied },
    watch: ({ id, runId }, signal) =>
      watchChecks({ clock, service, counts: () => countsOf(id), isGoing: () => isGoing(id) }, runId, signal),
  }
}
