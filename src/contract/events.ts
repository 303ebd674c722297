import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './base.ts'
import { CheckCounts } from './checks.ts'
import { EventId, RunId } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { PauseReason, RunCounts } from './runs.ts'
import { EpochMs, NanoUsd } from './units.ts'

/** What an event tells of; calls are in the ledger. */
export const EventKind = z.enum(['alert', 'breaker', 'park', 'limit', 'fallback', 'budget', 'retry_now', 'run', 'calendar'])
export type EventKind = z.infer<typeof EventKind>

/** What an event of kind `calendar` tells: a price begins, or a model's days are counted. `atMs`: when it begins or ends. */
export const CalendarEventData = z.object({
  change: z.enum(['price_begins', 'sunset_soon', 'sunset']),
  model: z.string(),
  atMs: EpochMs,
})
export type CalendarEventData = z.infer<typeof CalendarEventData>

/** Something that is not a call and worth remembering. Best effort: one may be missing where the disk took nothing. */
export const Event = z.object({
  id: EventId,
  /** Grows with each event of the workspace. */
  seq: z.int(),
  atMs: EpochMs,
  kind: EventKind,
  /** What it is about, such as `model:openai/gpt-5` or `provider:openai`. */
  subject: z.string(),
  run: RunId.nullable(),
  /** The facts, by kind. */
  data: z.record(z.string(), z.unknown()),
})
export type Event = z.infer<typeof Event>

/** What an event of kind `run` tells. `counts` and cost, as in a run's summary, from when it came to rest. */
export const RunEventData = z.object({
  change: z.enum(['started', 'paused', 'resumed', 'finished', 'cancelled', 'checked']),
  name: z.string(),
  /** Why it is paused. */
  reason: PauseReason.optional(),
  counts: RunCounts.pick({ total: true, succeeded: true, failed: true, cancelled: true, interrupted: true, attempts: true }).optional(),
  nanoUsd: NanoUsd.optional(),
  upperNanoUsd: NanoUsd.optional(),
  /** Of `checked`: against how many checks its answers were held anew, and what those said. */
  checks: z.int().optional(),
  verdicts: CheckCounts.optional(),
})
export type RunEventData = z.infer<typeof RunEventData>

/** The newest events after the one that was asked for, newest first: at most 20 of them, and whether there are more. `seq`: of the newest of them; without one, as asked for. */
export const NewEvents = z.object({ seq: z.int(), items: z.array(Event), hasMore: z.boolean() })
export type NewEvents = z.infer<typeof NewEvents>

export const events = {
  /** Newest first. */
  list: base
    .input(
      z.object({
        kind: EventKind.optional(),
        subject: z.string().max(310).optional(),
        run: RunId.optional(),
        limit: Limit,
        after: Cursor.optional(),
      }),
    )
    .output(page(Event)),
  /** What is new since the event `after`, at once and whenever another came, at most ten times a second; without `after`, since now. Whoever has seen an item knows it by its `seq`. */
  watch: base
    .input(z.object({ after: z.int().min(0).optional(), kinds: z.array(EventKind).min(1).max(20).optional() }))
    .output(eventIterator(NewEvents)),
}
