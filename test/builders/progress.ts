import type { RunId } from '#contract/ids'
import type { RunProgress } from '#contract/runs'
import { emptyTotal } from '#engine/money'

/** A run of which nothing has happened yet. */
export function noProgress(id: RunId): RunProgress {
  return {
    seq: 1,
    id,
    status: 'running',
    pauseReason: null,
    counts: { total: 0, succeeded: 0, failed: 0, cancelled: 0, interrupted: 0, inFlight: 0, waiting: 0, attempts: 0 },
    cost: emptyTotal(),
    callsPerProbe: null,
    elapsedMs: 0,
    etaMs: null,
    waits: [],
    alerts: [],
  }
}
