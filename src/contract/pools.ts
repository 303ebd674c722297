import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { edited, Reason, Revision } from './audit.ts'
import { base } from './base.ts'
import { Breaker } from './breakers.ts'
import { CallCode, WaitCause } from './calls.ts'
import { ModelRef, PoolName, ProviderKey } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { EpochMs } from './units.ts'

const PerMinute = z.int().min(1).max(1_000_000_000).nullable()

/** What a pool admits. null is no limit; `maxParallel` always stands. */
export const PoolLimits = z.strictObject({
  maxParallel: z.int().min(1).max(10_000),
  requestsPerMinute: PerMinute,
  /** Input and output together. */
  tokensPerMinute: PerMinute,
  inputTokensPerMinute: PerMinute,
  outputTokensPerMinute: PerMinute,
  requestsPerDay: z.int().min(1).max(1_000_000_000).nullable(),
  /** Time and IANA zone at which the provider's day begins, such as `00:00 America/Los_Angeles`. */
  dayResetsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d \S+$/, 'expected a time and a zone, such as 00:00 UTC'),
  /** Starts back to back before they are spaced; null: as many as maxParallel. */
  burst: z.int().min(1).max(10_000).nullable(),
  /** How many calls may be in flight is found by trying, from `adaptiveMin` up to `adaptiveMax` (null: maxParallel), and never above maxParallel. */
  adaptive: z.boolean(),
  adaptiveMin: z.int().min(1).max(10_000),
  adaptiveMax: z.int().min(1).max(10_000).nullable(),
})
export type PoolLimits = z.infer<typeof PoolLimits>

export const Pool = z.object({
  provider: ProviderKey,
  name: PoolName,
  limits: PoolLimits,
  models: z.array(ModelRef),
  /** Not before this instant does anything leave; null: not parked. */
  parkedUntilMs: EpochMs.nullable(),
  parkedCause: CallCode.nullable(),
  inFlight: z.int(),
  ready: z.int(),
  revision: z.int(),
})
export type Pool = z.infer<typeof Pool>

const Left = z.int().min(0).nullable()

/** A pool as it is now. */
export const PoolLive = Pool.pick({ provider: true, name: true, inFlight: true, parkedUntilMs: true, parkedCause: true }).extend({
  /** Calls that may be in flight at once now. */
  limit: z.int(),
  /** Calls in flight over all pools of the provider. */
  providerInFlight: z.int(),
  /** Probes in line, refused ones included; what is still to be planned is not among them. */
  queued: z.int(),
  /** What is left of this minute and day, by the pool's own limits and by what the provider says; null: nobody limits it. */
  requestsLeft: Left,
  tokensLeft: Left,
  inputTokensLeft: Left,
  outputTokensLeft: Left,
  requestsLeftToday: Left,
  /** Why nothing leaves now, and until when; null: what is ready leaves. */
  cause: WaitCause.nullable(),
  untilMs: EpochMs.nullable(),
  /** Of the provider and the pool's models: those that are not closed, or held. */
  breakers: z.array(Breaker.pick({ service: true, state: true, halfOpenAtMs: true, hold: true, reason: true })),
})
export type PoolLive = z.infer<typeof PoolLive>

export const pools = {
  list: base.input(z.object({ provider: ProviderKey.optional(), limit: Limit, after: Cursor.optional() })).output(page(Pool)),
  /** All pools (or those of a provider) whenever something changed, at most four times a second, as a whole; `seq` grows with each. */
  watch: base
    .input(z.object({ provider: ProviderKey.optional() }))
    .output(eventIterator(z.object({ seq: z.int(), atMs: EpochMs, pools: z.array(PoolLive) }))),
  /** Ends the pool's pause: one request leaves, of whoever has waited longest. CONFLICT when it is in none. */
  retryNow: base.input(z.object({ provider: ProviderKey, name: PoolName })).output(Pool),
  /** With `models` the pool is split off from those they are in: they move to it in the same step. */
  add: base
    .input(
      z.object({
        provider: ProviderKey,
        name: PoolName,
        limits: PoolLimits.partial(),
        models: z.array(ModelRef).max(5000).default([]),
        reason: Reason,
      }),
    )
    .output(edited(Pool)),
  /** Moves models of the provider to a pool, all or none. */
  move: base
    .input(z.object({ provider: ProviderKey, to: PoolName, models: z.array(ModelRef).min(1).max(5000), reason: Reason }))
    .output(edited(Pool)),
  /** Merges a pool into another of its provider: its models move there, and it is gone. */
  merge: base
    .input(z.object({ provider: ProviderKey, name: PoolName, into: PoolName, revision: Revision, reason: Reason }))
    .output(edited(Pool)),
  /** Reaches running batches within 100 ms; lowering a limit cancels nothing that is in flight. */
  set: base
    .input(z.object({ provider: ProviderKey, name: PoolName, revision: Revision, reason: Reason, limits: PoolLimits.partial() }))
    .output(edited(Pool)),
}
