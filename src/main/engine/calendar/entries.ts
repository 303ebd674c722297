import { sunsetNoticeMs } from '#contract/catalog'
import type { CalendarEventData } from '#contract/events'
import type { EpochMs } from '#contract/units'
import { type Catalog, compare, type ModelRecord } from '#engine/catalog'

/** Something that begins or ends by itself. `dueMs`: when a person is told; `atMs`: when it begins or ends. */
export interface CalendarEntry extends CalendarEventData {
  readonly dueMs: EpochMs
}

/** Everything the catalog says of the time after `afterMs`, in the order in which it is due, models by ref. */
export function entriesAfter(catalog: Catalog, afterMs: EpochMs): CalendarEntry[] {
  return [...catalog.models()]
    .flatMap((model) => [...beginningsOf(model, catalog, afterMs), ...endsOf(model).filter(({ dueMs }) => dueMs > afterMs)])
    .sort((left, right) => left.dueMs - right.dueMs || compare(left.model, right.model))
}

/** Prices that were made before they begin, without those that another of their instant replaces or takes away. */
function beginningsOf(model: ModelRecord, catalog: Catalog, afterMs: EpochMs): CalendarEntry[] {
  return catalog
    .prices(model.id)
    .filter((price) => price.effectiveFromMs > afterMs && price.effectiveFromMs > price.version.createdAtMs)
    .filter((price) => catalog.priceInForce(model.id, price.effectiveFromMs) === price)
    .map(({ effectiveFromMs }) => ({ change: 'price_begins', model: model.ref, atMs: effectiveFromMs, dueMs: effectiveFromMs }))
}

/** Nobody needs to hear of the end of a model that is deprecated. */
function endsOf({ ref, status, sunsetAtMs }: ModelRecord): CalendarEntry[] {
  if (sunsetAtMs === null || status === 'deprecated') return []
  return [
    { change: 'sunset_soon', model: ref, atMs: sunsetAtMs, dueMs: (sunsetAtMs - sunsetNoticeMs) as EpochMs },
    { change: 'sunset', model: ref, atMs: sunsetAtMs, dueMs: sunsetAtMs },
  ]
}

/** The end of each model for which it is near, of those in use. */
export function nearEnds(catalog: Catalog, nowMs: EpochMs): ReadonlyMap<number, CalendarEntry> {
  const near = new Map<number, CalendarEntry>()
  for (const model of catalog.models())
    for (const entry of endsOf(model))
      if (entry.change === 'sunset_soon' && entry.dueMs <= nowMs && entry.atMs > nowMs) near.set(model.id, entry)
  return near
}
