import { z } from 'zod'
import { base } from './base.ts'
import { Cursor, Limit, page } from './paging.ts'
import { EpochMs } from './units.ts'

/** What a breaker watches: a provider as a whole, or one model. */
export const BreakerService = z
  .string()
  .max(310)
  .regex(/^(provider:[a-z0-9][a-z0-9._-]{0,62}|model:[a-z0-9][a-z0-9._-]{0,62}\/\S+)$/, 'expected provider:KEY or model:PROVIDER/MODEL')
export type BreakerService = z.infer<typeof BreakerService>

export const Breaker = z.object({
  service: BreakerService,
  state: z.enum(['closed', 'open', 'half-open']),
  /** In a row, while closed. */
  failures: z.int(),
  /** Good trials in a row, while half-open. */
  successes: z.int(),
  lastFailureAtMs: EpochMs.nullable(),
  lastStateChangeAtMs: EpochMs.nullable(),
  /** While open: when one call is let through. */
  halfOpenAtMs: EpochMs.nullable(),
  /** Openings since it was last closed. */
  openCount: z.int(),
  totalFailures: z.int(),
  totalSuccesses: z.int(),
  /** What opened it: the last failure's code and sentence, or a person's word. */
  reason: z.string().nullable(),
  /** A person holds it so, whatever the calls say; null: nobody does. */
  hold: z.enum(['open', 'closed']).nullable(),
  holdReason: z.string().nullable(),
  holdBy: z.string().nullable(),
  updatedAtMs: EpochMs,
})
export type Breaker = z.infer<typeof Breaker>

const Reason = z.string().trim().min(1).max(500)

export const breakers = {
  /** Of every service that was ever called, by name. `state` leaves out the others; a held one counts as what it is held. */
  list: base
    .input(z.object({ state: z.enum(['closed', 'open', 'half-open']).optional(), limit: Limit, after: Cursor.optional() }))
    .output(page(Breaker)),
  /** Nothing goes to the service (`open`), or everything does (`closed`), until it is released. */
  hold: base.input(z.object({ service: BreakerService, hold: z.enum(['open', 'closed']), reason: Reason })).output(Breaker),
  /** The breaker decides again, from where it stood. */
  release: base.input(z.object({ service: BreakerService, reason: Reason })).output(Breaker),
  /** Closed and not held, with nothing remembered but the totals. */
  reset: base.input(z.object({ service: BreakerService, reason: Reason })).output(Breaker),
}
