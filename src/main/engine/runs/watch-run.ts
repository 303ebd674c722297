import type { RunProgress, RunSummary } from '#contract/runs'
import type { Clock } from '#engine/ports'
import type { ActiveRun } from './active-run.ts'
import { callsPerProbe } from './run-summary.ts'
import { within } from './within.ts'

/** How often a watcher hears of a run at most, and at least: what waits for an instant changes by time alone. */
const leastMs = 100
const mostMs = 1000

export interface Watched {
  readonly clock: Clock
  /** The run while it is in memory. */
  readonly find: () => ActiveRun | undefined
  /** As the database has it. */
  readonly summary: () => Promise<RunSummary>
  /** Why nothing of any run will ever be written again. */
  readonly lost: () => Error | undefined
}

/**
 * The latest state of a run, whenever something is new, until it rests; every wait ends with the signal.
 * A reader that is slow misses states, never the last one. Throws what `lost` says: then no state can be trusted to be the last.
 */
export async function* watchRun({ clock, find, summary, lost }: Watched, signal: AbortSignal): AsyncGenerator<RunProgress> {
  let alerts: RunProgress['alerts'] = []
  for (let run = find(); run !== undefined; run = find()) {
    alerts = run.alerts
    const change = run.changes.next()
    const saidAtMs = clock.monotonicMs()
    yield run.progress()
    await within(mostMs, change, clock, signal)
    const earlyMs = saidAtMs + leastMs - clock.monotonicMs()
    if (earlyMs > 0) await within(earlyMs, run.gone, clock, signal)
    const cause = lost()
    if (cause !== undefined) throw cause
  }
  yield restingProgress(await summary(), alerts, clock)
}

/** The one state of a run that is not in memory. */
function restingProgress(summary: RunSummary, alerts: RunProgress['alerts'], clock: Clock): RunProgress {
  const { id, status, pauseReason, counts, cost, startedAtMs, finishedAtMs } = summary
  const elapsedMs = startedAtMs === null ? 0 : Math.max(0, (finishedAtMs ?? clock.nowMs()) - startedAtMs)
  return {
    seq: Number.MAX_SAFE_INTEGER,
    id,
    status,
    pauseReason,
    counts,
    cost,
    callsPerProbe: callsPerProbe(counts),
    elapsedMs,
    etaMs: null,
    waits: [],
    alerts,
  }
}
