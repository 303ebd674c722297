import type { EpochMs } from '#contract/units'
import type { EditStep } from '#engine/storage'

/** The version that takes another away: it says who did, and why. */
export function withdrawal(facts: {
  readonly subject: string
  readonly id: number
  readonly by: string
  readonly ulid: string
  readonly nowMs: EpochMs
  readonly reason?: string | undefined
}): EditStep {
  const { subject, id, by, ulid, nowMs, reason } = facts
  const row = { ulid, source: `withdrawn by ${by}`, source_kind: 'manual', note: reason ?? null, created_at_ms: nowMs }
  return { do: 'withdraw', kind: 'price', subject, id, row }
}
