import type { Breaker } from '#contract/breakers'
import type { EpochMs } from '#contract/units'
import type { BreakerRecord } from '#engine/ports'

export function breakerView(record: BreakerRecord): Breaker {
  return {
    ...record,
    lastFailureAtMs: record.lastFailureAtMs as EpochMs | null,
    lastStateChangeAtMs: record.lastStateChangeAtMs as EpochMs | null,
    halfOpenAtMs: record.halfOpenAtMs as EpochMs | null,
    updatedAtMs: record.updatedAtMs as EpochMs,
  }
}
