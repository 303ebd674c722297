import { z } from 'zod'
import { base } from './base.ts'
import { CostState } from './calls.ts'
import { ModelRef, PriceVersionId, ProviderKey, RunId } from './ids.ts'
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

export const CostDimension = z.enum([
  'service',
  'provider',
  'model',
  'served_model',
  'run',
  'method',
  'user',
  'day',
  'hour',
  'code',
  'cost_state',
])
export type CostDimension = z.infer<typeof CostDimension>

export const CostRow = z.object({
  /** One value for each dimension asked for, in that order; null where an attempt has none. */
  group: z.array(z.string().nullable()),
  calls: z.int(),
  answered: z.int(),
  failed: z.int(),
  inputTokens: Tokens,
  cacheReadInputTokens: Tokens,
  cacheWriteInputTokens: Tokens,
  outputTokens: Tokens,
  reasoningOutputTokens: Tokens,
  cost: CostTotal,
})
export type CostRow = z.infer<typeof CostRow>

export const costs = {
  /**
   * Costs of all settled attempts that started in [fromMs, toMs), grouped. Fixed at `watermark`, the highest settled seq:
   * asked again with the same watermark, the answer is the same while runs go on writing. At most 10,000 groups.
   */
  report: base
    .input(
      z.object({
        groupBy: z.array(CostDimension).min(1).max(4).default(['model']),
        fromMs: EpochMs.optional(),
        toMs: EpochMs.optional(),
        run: RunId.optional(),
        provider: ProviderKey.optional(),
        model: ModelRef.optional(),
        watermark: z.int().optional(),
      }),
    )
    .output(z.object({ dimensions: z.array(CostDimension), watermark: z.int(), rows: z.array(CostRow), total: CostRow })),
}
