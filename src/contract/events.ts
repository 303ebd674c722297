import { z } from 'zod'
import { base } from './base.ts'
import { EventId, RunId } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { EpochMs } from './units.ts'

/** What an event tells of; calls are in the ledger. */
export const EventKind = z.enum(['alert', 'breaker', 'park', 'limit', 'fallback', 'budget', 'retry_now'])
export type EventKind = z.infer<typeof EventKind>

/** Something that is not a call and worth remembering. Best effort: one may be missing where the disk took nothing. */
export const Event = z.object({
  id: EventId,
  atMs: EpochMs,
  kind: EventKind,
  /** What it is about, such as `model:openai/gpt-5` or `provider:openai`. */
  subject: z.string(),
  run: RunId.nullable(),
  /** The facts, by kind. */
  data: z.record(z.string(), z.unknown()),
})
export type Event = z.infer<typeof Event>

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
}
