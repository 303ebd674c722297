import type { CallMethod } from '#contract/calls'
import type { ModelRecord } from '#engine/catalog'
import type { EventLog } from '#engine/events'
import type { Log } from '#engine/ports'

/** Another model answers than the app meant to ask. `code`: why that one could not; `runId`: the run it was asked for. */
export function tellStandIn(
  { log, events }: { readonly log: Log; readonly events: Pick<EventLog, 'record'> },
  { from, to, ...asked }: { readonly from: ModelRecord; readonly to: ModelRecord; readonly code: string; readonly method: CallMethod },
  runId: number | null = null,
): void {
  const facts = { from: from.ref, to: to.ref, ...asked }
  log.info({ area: 'infra', step: 'fallback', run: runId, ...facts }, 'another model answers')
  events.record({ kind: 'fallback', subject: `model:${from.ref}`, runId, data: facts })
}
