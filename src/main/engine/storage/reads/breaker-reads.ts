import type { Kysely } from 'kysely'
import type { BreakerRecord } from '#engine/ports'
import type { Database } from '../database.ts'

/** Every breaker that was ever kept: two for each model that was asked, at most. */
export async function breakerStates(db: Kysely<Database>): Promise<BreakerRecord[]> {
  const rows = await db.selectFrom('circuit_breaker_state').selectAll().limit(100_000).execute()
  return rows.map((row) => ({
    service: row.service,
    state: row.state as BreakerRecord['state'],
    failures: row.failures,
    successes: row.successes,
    lastFailureAtMs: row.last_failure_at_ms,
    lastStateChangeAtMs: row.last_state_change_at_ms,
    halfOpenAtMs: row.half_open_at_ms,
    openCount: row.open_count,
    totalFailures: row.total_failures,
    totalSuccesses: row.total_successes,
    reason: row.reason,
    hold: row.hold as BreakerRecord['hold'],
    holdReason: row.hold_reason,
    holdBy: row.hold_by,
    updatedAtMs: row.updated_at_ms,
  }))
}
