import { z } from 'zod'
import { base } from './base.ts'
import { CallScope, TimeZone } from './call-scope.ts'
import { CallCode, CallMethod } from './calls.ts'
import { CostTotal } from './costs.ts'
import { callDimensions, periodDimensions } from './dimensions.ts'
import { AttemptId, ModelRef } from './ids.ts'
import { EpochMs, NanoUsd, Ratio } from './units.ts'

/** What calls are grouped by where neither cost nor outcome is a group of its own; as in `CostDimension`. */
export const CallDimension = z.enum([...callDimensions, ...periodDimensions])
export type CallDimension = z.infer<typeof CallDimension>

/** How calls of each group fared. */
export const PerformanceQuery = CallScope.extend({
  groupBy: z.array(CallDimension).max(3).default(['model']),
  timeZone: TimeZone.default('UTC'),
  /** Groups of fewer calls are left out. */
  minCalls: z.int().min(1).default(1),
})
export type PerformanceQuery = z.infer<typeof PerformanceQuery>

/** The kinds that are most frequent, at most `limit`. */
export const FrequentQuery = CallScope.extend({ minCalls: z.int().min(1).default(1), limit: z.int().min(1).max(500).default(50) })
export type FrequentQuery = z.infer<typeof FrequentQuery>

/** How long the answered calls of a group took, from sent to the last byte. Times in milliseconds; null: none was answered. */
export const PerformanceRow = z.object({
  group: z.array(z.string().nullable()),
  calls: z.int(),
  answered: z.int(),
  /** Of all calls, those that were answered. */
  successRate: Ratio.nullable(),
  meanMs: z.number().nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
})
export type PerformanceRow = z.infer<typeof PerformanceRow>

/** `quantiles`: `sketch` are within 2 % of the very value, `exact` come of the calls themselves. */
const performanceOutput = z.object({
  quantiles: z.enum(['sketch', 'exact']),
  rows: z.array(PerformanceRow),
  total: PerformanceRow,
})

/** One method of one service: who was asked for what, how often. */
export const MethodRow = z.object({
  service: ModelRef,
  method: CallMethod,
  calls: z.int(),
  answered: z.int(),
  successRate: Ratio.nullable(),
  meanMs: z.number().nullable(),
  cost: CostTotal,
})
export type MethodRow = z.infer<typeof MethodRow>

/** Failures that are alike: one code, and one message once numbers, ids and quoted values are taken out of it. */
export const FailureRow = z.object({
  code: CallCode.nullable(),
  /** The message with `…` for what differs; empty: there was none. */
  shape: z.string(),
  calls: z.int(),
  services: z.array(ModelRef),
  firstAtMs: EpochMs,
  lastAtMs: EpochMs,
  /** The newest of them, as an example, and its message as it was. */
  example: z.object({ id: AttemptId, message: z.string().nullable() }),
})
export type FailureRow = z.infer<typeof FailureRow>

/** How long calls took, by the sketch: calls by steps of latency, ascending; `upToMs` is the upper end of a step. */
export const LatencyBin = z.object({ fromMs: z.number(), upToMs: z.number(), calls: z.int() })

/** A request that was sent more than once as it was: same model, messages and parameters. */
export const RepeatRow = z.object({
  model: ModelRef,
  method: CallMethod,
  /** The beginning of its last message. */
  prompt: z.string(),
  /** Probes of it that were answered by a call. */
  answered: z.int(),
  runs: z.int(),
  cost: CostTotal,
  /** What the answers would not have cost that a cache had held: same sample index asked again. */
  savedNanoUsd: NanoUsd,
  lastAtMs: EpochMs,
})
export type RepeatRow = z.infer<typeof RepeatRow>

export const analytics = {
  performance: base.input(PerformanceQuery).output(performanceOutput),
  latencies: base.input(CallScope).output(z.object({ bins: z.array(LatencyBin), calls: z.int() })),
  /** Most calls first, at most `limit`. */
  methods: base.input(FrequentQuery).output(z.object({ rows: z.array(MethodRow) })),
  /** Most calls first, at most `limit`; `calls`: all failures of the scope. */
  failures: base.input(FrequentQuery).output(z.object({ rows: z.array(FailureRow), calls: z.int() })),
  /** Requests that were repeated, those first that would have saved most; `totalSavedNanoUsd`: of all of them. */
  repeats: base
    .input(CallScope.extend({ minCalls: z.int().min(2).default(2), limit: z.int().min(1).max(500).default(50) }))
    .output(z.object({ rows: z.array(RepeatRow), repeated: z.int(), totalSavedNanoUsd: NanoUsd })),
}
