import { z } from 'zod'
import { edited, Reason } from './audit.ts'
import { base } from './base.ts'
import { ModelRef, PriceVersionId } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { EpochMs, MicroUsdPerMillionTokens, NanoUsd, Tokens } from './units.ts'

const TokenRate = MicroUsdPerMillionTokens.nullable()

/**
 * What each class costs. Token classes in micro-USD per million tokens; `image` and `perRequest` in nano-USD each;
 * `audio` in micro-USD per million tokens. null is unknown, 0 is free. Complete: a source's gaps are filled when it is read.
 */
export const Rates = z.strictObject({
  input: TokenRate,
  output: TokenRate,
  cacheRead: TokenRate,
  cacheWrite5m: TokenRate,
  cacheWrite1h: TokenRate,
  reasoning: TokenRate,
  audio: TokenRate,
  image: NanoUsd.nullable(),
  perRequest: NanoUsd.nullable(),
})
export type Rates = z.infer<typeof Rates>

/**
 * When a tier prices a request; every condition given must hold.
 * `contextTokensOver`: all input tokens are above it (or equal to it, when `inclusive`). `utcHours`: the start's hour is in [from, to), over midnight when from > to.
 */
export const TierCondition = z.strictObject({
  contextTokensOver: Tokens.optional(),
  inclusive: z.boolean().optional(),
  serviceTier: z.string().optional(),
  utcHours: z.strictObject({ from: z.int().min(0).max(23), to: z.int().min(0).max(24) }).optional(),
})
export type TierCondition = z.infer<typeof TierCondition>

/** The first tier that fits prices the whole request. Only the last has no condition, so one always fits. */
export const PriceTier = z.strictObject({ when: TierCondition.optional(), rates: Rates })
export type PriceTier = z.infer<typeof PriceTier>
export const PriceTiers = z
  .array(PriceTier)
  .min(1)
  .max(50)
  .refine(
    (tiers) => tiers.every((tier, index) => (tier.when === undefined) === (index === tiers.length - 1)),
    'only the last tier has no condition',
  )

/**
 * The prices of a model from an instant on. Immutable; `seq` orders versions that take effect at the same instant: the later wins.
 * A version can be withdrawn by another of the same instant, which names it: then neither counts, and what else there is holds.
 */
export const PriceVersion = z.object({
  id: PriceVersionId,
  model: ModelRef,
  effectiveFromMs: EpochMs,
  seq: z.int(),
  tiers: PriceTiers,
  source: z.string(),
  /** Who brought it: the app itself, a person, or an import. */
  sourceKind: z.enum(['seed', 'manual', 'import']),
  sourceUrl: z.string().nullable(),
  note: z.string().nullable(),
  createdAtMs: EpochMs,
  /** The version it takes away; null: it is one that prices. */
  withdraws: PriceVersionId.nullable(),
  /** The version that took it away; null: it stands. */
  withdrawnBy: PriceVersionId.nullable(),
})
export type PriceVersion = z.infer<typeof PriceVersion>

export const prices = {
  /** Every version of a model, newest first. */
  list: base.input(z.object({ model: ModelRef, limit: Limit, after: Cursor.optional() })).output(page(PriceVersion)),
  /** The version in force at an instant (now, unless told); `price` is null when none is: the price is unknown, not zero. */
  inForce: base
    .input(z.object({ model: ModelRef, atMs: EpochMs.optional() }))
    .output(z.object({ model: ModelRef, atMs: EpochMs, price: PriceVersion.nullable() })),
  /** Appends a version. A mistake is mended by a later version with the same `effectiveFromMs`. */
  add: base
    .input(
      z.object({
        model: ModelRef,
        effectiveFromMs: EpochMs.optional(),
        tiers: PriceTiers,
        source: z.string().min(1).max(200),
        sourceUrl: z.url().optional(),
        note: z.string().max(2000).optional(),
        reason: Reason,
      }),
    )
    .output(edited(PriceVersion)),
  /** Takes a version away by another that names it: an announced rise is cancelled, a mistake mended; what held before it holds again. CONFLICT `state`: it is withdrawn. Costs that were reckoned with it stay. */
  withdraw: base.input(z.object({ id: PriceVersionId, reason: Reason })).output(edited(PriceVersion)),
  /** What begins in the future, soonest first, models that begin at once by ref. A version that another of its instant replaces never does. */
  upcoming: base.input(z.object({ limit: Limit })).output(z.object({ items: z.array(PriceVersion) })),
}
