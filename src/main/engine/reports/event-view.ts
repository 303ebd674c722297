import type { Event, EventKind } from '#contract/events'
import type { EventId, RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import type { EventRow } from '#engine/storage'

export function eventView(row: EventRow): Event {
  return {
    id: row.ulid as EventId,
    seq: row.id,
    atMs: row.at_ms as EpochMs,
    kind: row.kind as EventKind,
    subject: row.subject,
    run: row.run_ulid as RunId | null,
    data: JSON.parse(row.data) as Event['data'],
  }
}
