import { z } from 'zod'
import { base } from './base.ts'
import { Batch } from './batch.ts'
import { CallCode, WaitCause } from './calls.ts'
import { ModelRef, RunId } from './ids.ts'
import { Profile } from './simulator-profile.ts'

/**
 * One thing that would be otherwise. `path`: `pool.<provider>[/<pool>].<limit>`, `provider.<key>.max_parallel`, `setting.<key>`, `batch.<field>`.
 * Names of limits and fields as the command line or as the contract spells them.
 */
export const WhatIfChange = z.object({ path: z.string().min(1).max(300), value: z.json() })
export type WhatIfChange = z.infer<typeof WhatIfChange>

/** What would hold probes back: `atMs` after the start at first, `heldMs` in all. `service`: a pool, a provider, a model, or `run`. */
export const LimitHit = z.object({ cause: WaitCause, service: z.string(), atMs: z.int(), heldMs: z.int() })
export type LimitHit = z.infer<typeof LimitHit>

/** What would become of one model's probes. `unfinished`: what would never be sent unless a person acts. */
export const ModelForecast = z.object({
  model: ModelRef,
  /** From the start until the last of its probes is over. */
  durationMs: z.int(),
  probes: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  unfinished: z.int(),
  calls: z.int(),
  retries: z.int(),
  fallbacks: z.int(),
  /** Calls that the provider would refuse as too many. */
  rateLimited: z.int(),
  /** For each answer that was wanted of the probes that are over: 1 without retries; null: none is. */
  callsPerProbe: z.number().nullable(),
  /** `high` adds what may have been billed. null: a price is not known. */
  costNanoUsd: z.object({ low: z.int(), high: z.int() }).nullable(),
  failures: z.array(z.object({ code: CallCode, probes: z.int() })),
})
export type ModelForecast = z.infer<typeof ModelForecast>

/** What a run would come to. */
export const Forecast = ModelForecast.omit({ model: true }).extend({
  /** In the order in which they would first hold anyone back. */
  limits: z.array(LimitHit),
  models: z.array(ModelForecast),
  /** Why it would not come to its end by itself; null: it would. */
  stoppedBy: WaitCause.nullable(),
})
export type Forecast = z.infer<typeof Forecast>

/** What a model's calls are imagined by: so many past attempts of its own, or the profile. */
export const ModelBasis = z.object({
  model: ModelRef,
  source: z.enum(['attempts', 'profile']),
  attempts: z.int(),
  p50LatencyMs: z.number(),
  /** Share of calls that fail of themselves. */
  failureRatio: z.number(),
})
export type ModelBasis = z.infer<typeof ModelBasis>

/** A value as it is shown: what is neither number, text nor yes or no is JSON text. */
const Plain = z.union([z.number(), z.string(), z.boolean(), z.null()])

export const WhatIf = z.object({
  name: z.string(),
  /** With everything as it is set today. */
  today: Forecast,
  /** With the changes; null: none were asked for. */
  changed: Forecast.nullable(),
  /** The changes as they were understood. */
  set: z.array(z.object({ path: z.string(), from: Plain, to: Plain })),
  basis: z.array(ModelBasis),
  /** What was taken for granted, as sentences. */
  assumptions: z.array(z.string()),
  seed: z.int(),
})
export type WhatIf = z.infer<typeof WhatIf>

export const whatIf = {
  /**
   * What a batch, or the batch of a run, would come to if it began now, as it is set today and with changes. Sends nothing and writes nothing.
   * INVALID_INPUT names a path that cannot be set, and models of which neither past attempts nor a profile tell anything.
   */
  compare: base
    .input(
      z
        .object({
          batch: Batch.optional(),
          run: RunId.optional(),
          set: z.array(WhatIfChange).max(100).default([]),
          /** In the simulator's format, instead of past attempts. Its models are named by their wire id. */
          profile: Profile.optional(),
          seed: z.int().min(0).max(2_147_483_647).default(1),
        })
        .refine(({ batch, run }) => (batch === undefined) !== (run === undefined), 'expected a batch or a run'),
    )
    .output(WhatIf),
}
