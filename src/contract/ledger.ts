import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AuditEntry } from './audit.ts'
import { base } from './base.ts'
import { Message } from './batch.ts'
import { CallScope, OutputKind, oneOrMore } from './call-scope.ts'
import { AttemptState, WaitCause } from './calls.ts'
import { Event, EventKind } from './events.ts'
import { ProviderKey } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { Call, WholeCall } from './transcripts.ts'
import { EpochMs, NanoUsd } from './units.ts'

/** What stands in the ledger: calls, events (what is not a call), and audit entries (what people changed). */
export const LedgerKind = z.enum(['call', 'event', 'audit'])
export type LedgerKind = z.infer<typeof LedgerKind>

/** A call as the ledger's list shows it. */
export const LedgerCall = Call.omit({ costSnapshot: true, estimatedCost: true }).extend({
  provider: ProviderKey,
  decision: OutputKind,
  waitCause: WaitCause.nullable(),
})
export type LedgerCall = z.infer<typeof LedgerCall>

/** `seq`: given at commit by the one writer, the same row of numbers for all three kinds: the order of the ledger. `atMs`: when a call started, the rest happened. */
export const LedgerEntry = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('call'), seq: z.int(), atMs: EpochMs, call: LedgerCall }),
  z.object({ entry: z.literal('event'), seq: z.int(), atMs: EpochMs, event: Event }),
  z.object({ entry: z.literal('audit'), seq: z.int(), atMs: EpochMs, audit: AuditEntry }),
])
export type LedgerEntry = z.infer<typeof LedgerEntry>

/**
 * Which entries: those of which everything that is given holds. What only a call has (all of `CallScope` but the time, `run` and `user`, and what follows `isAnswered`) leaves
 * events and audit entries out; `run` holds for events, too, `user` for audit entries, too; `eventKind` leaves everything but events out.
 */
export const LedgerFilter = CallScope.extend({
  entry: oneOrMore(LedgerKind).optional(),
  eventKind: oneOrMore(EventKind).optional(),
  /** True: calls that were answered; false: all that ended otherwise. */
  isAnswered: z.boolean().optional(),
  state: oneOrMore(AttemptState.exclude(['started'])).optional(),
  httpStatus: oneOrMore(z.int().min(100).max(599)).optional(),
  waitCause: oneOrMore(WaitCause).optional(),
  minDurationMs: z.number().min(0).optional(),
  maxDurationMs: z.number().min(0).optional(),
  minCostNanoUsd: NanoUsd.optional(),
  maxCostNanoUsd: NanoUsd.optional(),
})
export type LedgerFilter = z.infer<typeof LedgerFilter>

/** A search as far as it is: `hits` are those since the last word of it, newest first. `readTo`: everything of a higher seq has been looked through. */
export const LedgerSearch = z.object({
  hits: z.array(LedgerEntry),
  looked: z.int(),
  total: z.int().nullable(),
  readTo: z.int(),
  isDone: z.boolean(),
})
export type LedgerSearch = z.infer<typeof LedgerSearch>

export const ledger = {
  /**
   * Newest first; of a seq below `before` alone, where it is given. `watermark`: the highest seq there was; `total`: how many there are of the filter, told with its first page; null: it is
   * another page, or counting them would take longer than the page.
   */
  list: base
    .input(LedgerFilter.extend({ limit: Limit, before: z.int().min(1).optional(), after: Cursor.optional() }))
    .output(page(LedgerEntry).extend({ watermark: z.int(), total: z.int().nullable() })),
  /** What is new of the filter after the entry `after`, newest first and at most 50, at once and whenever there is more, at most twice a second; without `after`, since now. */
  watch: base
    .input(LedgerFilter.extend({ after: z.int().min(0).optional() }))
    .output(eventIterator(z.object({ seq: z.int(), items: z.array(LedgerEntry), hasMore: z.boolean() }))),
  /** A call whole: what was asked and answered, usage, prices and arithmetic of its cost. `messages`, `answer`: null: none were kept, or retention has dropped them. */
  call: base.input(z.object({ id: Call.shape.id })).output(
    z.object({
      call: WholeCall,
      decision: OutputKind,
      waitCause: WaitCause.nullable(),
      messages: z.array(Message).nullable(),
      answer: z.string().nullable(),
      bodiesDropped: z.boolean(),
    }),
  ),
  /**
   * Entries of the filter that hold a text, whatever the case: in their message, prompt and answer, events in their data, audit entries in what they changed. Looks from the newest
   * to the oldest in a thread of its own and says what it found at least twice a second; ends with the signal or after `limit` hits.
   */
  search: base
    .input(
      LedgerFilter.extend({
        text: z.string().trim().min(2).max(200),
        before: z.int().optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(eventIterator(LedgerSearch)),
  /** What of the ledger could not be written since this engine began: never an answer. */
  health: base.output(
    z.object({
      failedEvents: z.int(),
      failedRollups: z.int(),
      lastFailure: z.object({ atMs: EpochMs, message: z.string() }).nullable(),
    }),
  ),
}
