import { z } from 'zod'
import { base } from './base.ts'
import { CallScope, TimeZone } from './call-scope.ts'
import { CostState } from './calls.ts'
import { costDimensions } from './dimensions.ts'
import { ModelRef, PriceVersionId, RunId } from './ids.ts'
import { EpochMs, NanoUsd, Tokens } from './units.ts'

/** How a total was come by: calls and amounts by state. Unknown and maybe-billed calls are counted here, never as $0. */
export const Coverage = z.record(CostState, z.object({ calls: z.int(), nanoUsd: NanoUsd }))
export type Coverage = z.infer<typeof Coverage>

/** A sum of costs. It lies between `nanoUsd` and `nanoUsd + upperNanoUsd`, but for calls whose cost is unknown. */
export const CostTotal = z.object({ nanoUsd: NanoUsd, upperNanoUsd: NanoUsd, coverage: Coverage })
export type CostTotal = z.infer<typeof CostTotal>

/** What an answer is reckoned to have cost. `usd` is exact decimal text; null with null `nanoUsd`: not known. */
export const EstimatedCost = z.object({
  usd: z.string().nullable(),
  nanoUsd: NanoUsd.nullable(),
  state: CostState,
  priceVersionId: PriceVersionId.nullable(),
})
export type EstimatedCost = z.infer<typeof EstimatedCost>

const UsdPerMillion = z.string().nullable()

/** The prices an answer was reckoned at, as they were, in USD per million tokens; null is unknown. */
export const CostSnapshot = z.object({
  priceVersionId: PriceVersionId,
  effectiveFromMs: EpochMs,
  source: z.string(),
  costInputPerMillion: UsdPerMillion,
  costOutputPerMillion: UsdPerMillion,
  costCacheReadPerMillion: UsdPerMillion,
  costCacheWrite5mPerMillion: UsdPerMillion,
  costCacheWrite1hPerMillion: UsdPerMillion,
  costReasoningPerMillion: UsdPerMillion,
})
export type CostSnapshot = z.infer<typeof CostSnapshot>

/** What is billed apart: tokens of a class, or the request itself. */
export const CostClass = z.enum(['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning', 'perRequest'])
export type CostClass = z.infer<typeof CostClass>

/**
 * One line of a call's cost: `quantity` × `rateUsd` = `usd`. Quantity in tokens, of `perRequest` in requests; rate in USD per million tokens, of
 * `perRequest` per request. Both are exact decimal text; null together: the class was used and its rate is unknown.
 */
export const CostLine = z.object({
  usageClass: CostClass,
  quantity: z.int(),
  rateUsd: z.string().nullable(),
  usd: z.string().nullable(),
})
export type CostLine = z.infer<typeof CostLine>

/**
 * How a call's cost came about, at the prices as they were. `knownUsd`: the exact sum of the lines that have an amount; rounded once, half to even, to nano-USD it is
 * the call's cost, unless a line is unknown: then the cost is, too. `isEstimated`: the tokens were not counted by its provider, or not all of them.
 */
export const CostArithmetic = z.object({ lines: z.array(CostLine), knownUsd: z.string(), isEstimated: z.boolean() })
export type CostArithmetic = z.infer<typeof CostArithmetic>

/**
 * What calls are grouped by. `service`, `provider` and `served_model`: whom they were sent to; `model`: which was asked for; `decision`: the kind of answer that was
 * asked for. A `quarter` is one of 15 minutes; a `week` begins on Monday. Periods are named by their first instant: `2026-11-21`, `2026-11` or `2026-11-21T14:15+01:00`.
 */
export const CostDimension = z.enum(costDimensions)
export type CostDimension = z.infer<typeof CostDimension>

export const CostRow = z.object({
  /** One value for each dimension asked for, in that order; null where an attempt has none. */
  group: z.array(z.string().nullable()),
  calls: z.int(),
  answered: z.int(),
  failed: z.int(),
  /** Probes that succeeded by these calls: those of method `probe` that were answered. */
  succeededProbes: z.int(),
  inputTokens: Tokens,
  cacheReadInputTokens: Tokens,
  cacheWriteInputTokens: Tokens,
  outputTokens: Tokens,
  reasoningOutputTokens: Tokens,
  cost: CostTotal,
})
export type CostRow = z.infer<typeof CostRow>

export const CostQuery = CallScope.extend({
  groupBy: z.array(CostDimension).min(1).max(4).default(['model']),
  timeZone: TimeZone.default('UTC'),
  /** Groups of fewer calls are left out of the rows; the total has them all the same. */
  minCalls: z.int().min(1).default(1),
})
export type CostQuery = z.infer<typeof CostQuery>

/** One price version that calls of a run were reckoned at, and what the same model costs now. `today`: null: no price is in force. */
export const RunPrice = z.object({
  model: ModelRef,
  calls: z.int(),
  cost: CostTotal,
  was: CostSnapshot.nullable(),
  today: CostSnapshot.nullable(),
  /** Whether a rate of `today` is another than it was. */
  isOther: z.boolean(),
})
export type RunPrice = z.infer<typeof RunPrice>

export const costs = {
  /**
   * Costs of all settled attempts of the scope, grouped. Fixed at `watermark`, the highest settled seq: asked again with the same watermark, the answer is the same
   * while runs go on writing. At most 10,000 groups. `droppedBeforeMs`: attempts before it were given up by retention, so that a range with an end before it is counted by whole
   * quarters of an hour there; null: none.
   */
  report: base.input(CostQuery.extend({ watermark: z.int().optional() })).output(
    z.object({
      dimensions: z.array(CostDimension),
      watermark: z.int(),
      droppedBeforeMs: EpochMs.nullable(),
      rows: z.array(CostRow),
      total: CostRow,
    }),
  ),
  /** The prices a run was reckoned at, by model and version, and today's. */
  runPrices: base.input(z.object({ run: RunId })).output(z.object({ items: z.array(RunPrice) })),
}
