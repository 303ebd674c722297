import { z } from 'zod'
import { WaitCause } from './calls.ts'
import { ModelRef } from './ids.ts'
import { EpochMs } from './units.ts'

/** A probe that is in memory and waits: why, and until when. */
export const WaitingProbe = z.object({
  promptIndex: z.int(),
  model: ModelRef,
  sample: z.int(),
  /** Who is to answer: another than `model` where it fell back. */
  servedBy: ModelRef,
  cause: WaitCause.nullable(),
  /** null: no clock decides. */
  untilMs: EpochMs.nullable(),
  attempts: z.int(),
  /** Retry now would send it: it waits for a pause of ours, no limit. */
  canRetryNow: z.boolean(),
  /** The model that could answer in its place; null: none. */
  fallback: ModelRef.nullable(),
})
export type WaitingProbe = z.infer<typeof WaitingProbe>
