import type { BreakerRecord } from '#engine/ports'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'

const upsert = `insert into circuit_breaker_state (service, state, failures, successes, last_failure_at_ms, last_state_change_at_ms, half_open_at_ms,
    open_count, total_failures, total_successes, reason, hold, hold_reason, hold_by, updated_at_ms)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (service) do update set state = excluded.state, failures = excluded.failures, successes = excluded.successes,
    last_failure_at_ms = excluded.last_failure_at_ms, last_state_change_at_ms = excluded.last_state_change_at_ms,
    half_open_at_ms = excluded.half_open_at_ms, open_count = excluded.open_count, total_failures = excluded.total_failures,
    total_successes = excluded.total_successes, reason = excluded.reason, hold = excluded.hold, hold_reason = excluded.hold_reason,
    hold_by = excluded.hold_by, updated_at_ms = excluded.updated_at_ms`

/** The latest of each service; what was kept before is replaced. */
export function saveBreakers(context: WriteContext, input: { readonly records: readonly BreakerRecord[] }): void {
  const statement = context.prepare(upsert)
  for (const record of input.records) {
    statement.run(
      record.service,
      record.state,
      record.failures,
      record.successes,
      record.lastFailureAtMs,
      record.lastStateChangeAtMs,
      record.halfOpenAtMs,
      record.openCount,
      record.totalFailures,
      record.totalSuccesses,
      record.reason,
      record.hold,
      record.holdReason,
      record.holdBy,
      record.updatedAtMs,
    )
  }
}

/** A person's word on a breaker, and who said it. */
export function editBreaker(
  context: WriteContext,
  input: { readonly before: BreakerRecord | null; readonly after: BreakerRecord; readonly action: string; readonly audit: Audit },
): void {
  const { before, after, action, audit } = input
  saveBreakers(context, { records: [after] })
  const change = { kind: 'breaker', subject: after.service, rowId: null } as const
  addAudit(context, { kind: 'breaker', subject: after.service, action, audit }, [
    { ...change, before: before === null ? null : JSON.stringify(before), after: JSON.stringify(after) },
  ])
}
