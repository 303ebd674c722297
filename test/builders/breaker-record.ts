import type { BreakerRecord } from '#engine/ports'

/** Of `model:alpha/one`, open since 5 for 30 s, unless `more` says otherwise. */
export function breakerRecord(more: Partial<BreakerRecord> = {}): BreakerRecord {
  return {
    service: 'model:alpha/one',
    state: 'open',
    failures: 0,
    successes: 0,
    lastFailureAtMs: 5,
    lastStateChangeAtMs: 5,
    halfOpenAtMs: 30_005,
    openCount: 1,
    totalFailures: 5,
    totalSuccesses: 0,
    reason: 'SERVER_ERROR: it is',
    hold: null,
    holdReason: null,
    holdBy: null,
    updatedAtMs: 5,
    ...more,
  }
}
