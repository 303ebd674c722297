import { z } from 'zod'
import { base } from './base.ts'
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
})
export type PoolLimits = z.infer<typeof PoolLimits>

export const Pool = z.object({
  provider: ProviderKey,
  name: PoolName,
  limits: PoolLimits,
  models: z.array(ModelRef),
  /** Not before this instant does anything leave; null: not parked. */
  parkedUntilMs: EpochMs.nullable(),
  parkedCause: z.string().nullable(),
  inFlight: z.int(),
  ready: z.int(),
  revision: z.int(),
})
export type Pool = z.infer<typeof Pool>

export const pools = {
  list: base.input(z.object({ provider: ProviderKey.optional(), limit: Limit, after: Cursor.optional() })).output(page(Pool)),
  add: base.input(z.object({ provider: ProviderKey, name: PoolName, limits: PoolLimits.partial() })).output(Pool),
  /** Reaches running batches within 100 ms; lowering a limit cancels nothing that is in flight. */
  set: base
    .input(z.object({ provider: ProviderKey, name: PoolName, revision: z.int().optional(), limits: PoolLimits.partial() }))
    .output(Pool),
}
