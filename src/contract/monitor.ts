import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { LatencyBin } from './analytics.ts'
import { base } from './base.ts'
import { Breaker } from './breakers.ts'
import { CallCode } from './calls.ts'
import { ModelRef, PoolName, ProviderKey } from './ids.ts'
import { EpochMs, NanoUsd, Ratio } from './units.ts'

/** One minute of calls: started in it, and settled in it. `upperNanoUsd`: beyond `nanoUsd`, what calls may have cost whose cost is not known. */
export const MonitorMinute = z.object({
  atMs: EpochMs,
  started: z.int(),
  answered: z.int(),
  failed: z.int(),
  nanoUsd: NanoUsd,
  upperNanoUsd: NanoUsd,
})
export type MonitorMinute = z.infer<typeof MonitorMinute>

export const MonitorPool = z.object({
  provider: ProviderKey,
  pool: PoolName,
  inFlight: z.int(),
  limit: z.int(),
  waiting: z.int(),
  parkedUntilMs: EpochMs.nullable(),
  /** Why nothing leaves now; null: what is ready leaves. */
  cause: z.string().nullable(),
})
export type MonitorPool = z.infer<typeof MonitorPool>

/**
 * What happens now: a small whole. `minutes`: the last 60, oldest first, the last one still going on. Rates are of the last five whole minutes (of fewer where the engine is younger):
 * null where nothing was settled. `burnPerHourNanoUsd`: what an hour costs at the pace of these minutes; what may have been billed counts with the most it can come to, as budgets count.
 * Shares and errors are of answered and failed calls: a cancelled one is neither. Latencies are of answered calls of the last 15 minutes, in milliseconds, errors of the same minutes,
 * most calls first. `waiting`: in line, or between two tries. `breakers`: those that are not closed, or held.
 */
export const MonitorState = z.object({
  seq: z.int(),
  atMs: EpochMs,
  inFlight: z.int(),
  waiting: z.int(),
  callsPerMinute: z.number(),
  successRate: Ratio.nullable(),
  burnPerHourNanoUsd: NanoUsd.nullable(),
  minutes: z.array(MonitorMinute),
  latency: z.object({ bins: z.array(LatencyBin), calls: z.int(), p50Ms: z.number().nullable(), p95Ms: z.number().nullable() }),
  errors: z.array(z.object({ code: CallCode, calls: z.int(), services: z.array(ModelRef) })),
  pools: z.array(MonitorPool),
  breakers: z.array(Breaker),
})
export type MonitorState = z.infer<typeof MonitorState>

export const monitor = {
  /** At once, then whenever it is other than it was, at most twice a second; the minute turns by itself. */
  watch: base.input(z.object({ provider: ProviderKey.optional() })).output(eventIterator(MonitorState)),
}
