import type { RunId } from '#contract/ids'
import type { OnRestart, PauseReason, RerunKind, RunCounts, RunStatus, RunSummary } from '#contract/runs'
import type { EpochMs, NanoUsd } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import type { RunHead, Storage } from '#engine/storage'
import type { ActiveRun } from './active-run.ts'
import type { RunTally } from './run-tally.ts'

/** A run as lists show it: `tally` from memory while it goes on. A cancelled run's unplanned probes count as cancelled. */
export function summaryOf(
  { run, models, rerunOf }: RunHead,
  tally: RunTally,
  { catalog, storage }: { readonly catalog: Catalog; readonly storage: Pick<Storage, 'lost'> },
  active: ActiveRun | undefined,
): RunSummary {
  const counts = tally.counts()
  const isCutOff = active === undefined && storage.lost !== undefined && (run.status === 'running' || run.status === 'draining')
  const { status, pauseReason } = isCutOff
    ? cutOff
    : { status: active?.status ?? run.status, pauseReason: active?.pauseReason ?? run.pause_reason }
  const cancelled = status === 'cancelled' ? counts.total - counts.succeeded - counts.failed - counts.interrupted : counts.cancelled
  return {
    id: run.ulid as RunId,
    name: run.name,
    status: status as RunStatus,
    pauseReason: pauseReason as PauseReason | null,
    onRestart: run.on_restart as OnRestart,
    user: run.user,
    models: models.map((row) => catalog.model(row.modelId).ref),
    createdAtMs: run.created_at_ms as EpochMs,
    startedAtMs: run.started_at_ms as EpochMs | null,
    finishedAtMs: run.finished_at_ms as EpochMs | null,
    budgetNanoUsd: run.budget_nanousd as NanoUsd | null,
    counts: { ...counts, cancelled, inFlight: active?.onWire ?? 0, waiting: active?.waiting ?? 0 },
    cost: tally.cost,
    checks: checkCounts(run, counts.succeeded),
    rerunOf: rerunOf === null ? null : { run: rerunOf.ulid as RunId, name: rerunOf.name, what: run.rerun_what as RerunKind },
  }
}

/** How its answers did; null: there is nothing to check, or nobody has looked yet. */
function checkCounts(run: RunHead['run'], succeeded: number): RunSummary['checks'] {
  if (run.check_labels === null) return null
  const [passed, failed, errors] = [run.checks_passed, run.checks_failed, run.checks_errors]
  return { passed, failed, errors, pending: Math.max(0, succeeded - passed - failed - errors - run.checks_none) }
}

/** Going on when its engine lost its database: as the next engine will have it. */
const cutOff = { status: 'paused', pauseReason: 'crash' } as const

/** How much is sent for what is had: calls that are back, for each probe that ended and each answer that a further turn followed; null before a probe ended. */
export function callsPerProbe(counts: Omit<RunCounts, 'inFlight' | 'waiting'>, onWire = 0): number | null {
  const ended = counts.succeeded + counts.failed + counts.cancelled + counts.interrupted
  return ended === 0 ? null : (counts.attempts - onWire) / (ended + (counts.turns ?? 0))
}
