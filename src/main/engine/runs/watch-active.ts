import { isDeepStrictEqual } from 'node:util'
import type { ActiveRunView } from '#contract/runs'
import type { NanoUsd } from '#contract/units'
import type { Clock } from '#engine/ports'
import type { ActiveRun } from './active-run.ts'

const everyMs = 500

/** The runs that are going on, when they are others than were last said; every wait ends with the signal. */
export async function* watchActive(
  runs: { readonly active: readonly ActiveRun[] },
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<{ seq: number; items: ActiveRunView[] }> {
  let last: ActiveRunView[] | undefined
  for (let seq = 0; ; ) {
    const items = runs.active.map(activeView)
    if (!isDeepStrictEqual(items, last)) {
      seq += 1
      last = items
      yield { seq, items }
    }
    await clock.sleep(everyMs, signal)
  }
}

function activeView(run: ActiveRun): ActiveRunView {
  const { id, status, etaMs, cost, counts, alerts } = run.progress()
  return {
    id,
    status,
    etaMs,
    cost,
    name: run.name,
    total: counts.total,
    done: run.tally.ended,
    failed: counts.failed,
    inFlight: counts.inFlight,
    budgetNanoUsd: (run.budget?.limitNanoUsd ?? null) as NanoUsd | null,
    hasAlerts: alerts.length > 0,
  }
}
