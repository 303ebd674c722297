import { z } from 'zod'
import { CallCode } from './calls.ts'
import { CostTotal } from './costs.ts'
import { ModelRef } from './ids.ts'
import { Tokens } from './units.ts'

/** Which probes results are of: all of them, those that their own model was to answer, or those that fell back. */
export const FallbackFilter = z.enum(['include', 'exclude', 'only'])
export type FallbackFilter = z.infer<typeof FallbackFilter>

/**
 * Results of one model in a run: of the model that was asked for, whoever answered. Tokens and cost are of every call sent for its probes, at the prices of
 * whom each was sent to; latencies of answered calls, so of what served, in milliseconds; null when there is none.
 */
export const ModelResult = z.object({
  model: ModelRef,
  probes: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  retries: z.int(),
  /** Probes that another model was to answer. */
  usedFallback: z.int(),
  /** Of those that succeeded, probes whose answer was kept from another: nothing was sent for them. */
  cached: z.int(),
  inputTokens: Tokens,
  outputTokens: Tokens,
  cost: CostTotal,
  p50LatencyMs: z.number().nullable(),
  p95LatencyMs: z.number().nullable(),
  p50TimeToFirstChunkMs: z.number().nullable(),
  failures: z.array(z.object({ code: CallCode, probes: z.int() })),
})
export type ModelResult = z.infer<typeof ModelResult>
