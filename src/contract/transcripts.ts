import { z } from 'zod'
import { Message } from './batch.ts'
import { AttemptKind, AttemptState, CallCode, CallMethod, CostState, WaitCause } from './calls.ts'
import { ProbeChecks } from './checks.ts'
import { CostArithmetic, CostSnapshot, EstimatedCost } from './costs.ts'
import { AttemptId, ModelRef, PriceVersionId, RunId } from './ids.ts'
import { EpochMs, NanoUsd } from './units.ts'
import { Usage } from './usage.ts'

export const ProbeStatus = z.enum(['pending', 'waiting', 'in_flight', 'succeeded', 'failed', 'cancelled', 'interrupted'])
export type ProbeStatus = z.infer<typeof ProbeStatus>

/** One request to a provider, as the ledger holds it. */
export const Call = z.object({
  id: AttemptId,
  seq: z.int(),
  method: CallMethod,
  run: RunId.nullable(),
  /** The probe it was for: prompt index and sample count from 0; null for calls of the app itself. */
  probe: z.object({ promptIndex: z.int(), sample: z.int() }).nullable(),
  number: z.int(),
  kind: AttemptKind,
  state: AttemptState,
  requestModel: ModelRef,
  servedModel: ModelRef,
  responseModel: z.string().nullable(),
  user: z.string(),
  startedAtMs: EpochMs,
  durationMs: z.number().nullable(),
  timeToFirstChunkMs: z.number().nullable(),
  queueMs: z.number(),
  httpStatus: z.int().nullable(),
  code: CallCode.nullable(),
  message: z.string().nullable(),
  providerRequestId: z.string().nullable(),
  finishReason: z.string().nullable(),
  usage: Usage.nullable(),
  costState: CostState,
  costNanoUsd: NanoUsd.nullable(),
  costUpperNanoUsd: NanoUsd.nullable(),
  estimatedCost: EstimatedCost,
  priceVersionId: PriceVersionId.nullable(),
  /** The prices its cost was reckoned at, as they were; null: by none, as where nothing was billed or its provider named the cost. */
  costSnapshot: CostSnapshot.nullable(),
})
export type Call = z.infer<typeof Call>

export const Probe = z.object({
  promptIndex: z.int(),
  model: ModelRef,
  sample: z.int(),
  status: ProbeStatus,
  code: CallCode.nullable(),
  waitCause: WaitCause.nullable(),
  waitUntilMs: EpochMs.nullable(),
  usedFallback: z.boolean(),
  servedModel: ModelRef.nullable(),
  /** Its answer was kept from another probe, and nothing was sent for it. */
  isCached: z.boolean(),
  attempts: z.int(),
  estimatedCost: EstimatedCost.nullable(),
  /** As `Call` has it, of the attempt that answered; null without one. */
  costSnapshot: CostSnapshot.nullable(),
})
export type Probe = z.infer<typeof Probe>

/** A call with what its provider wrote: its own usage object, and its error's body, of which the first 8 KiB are kept. */
export const WholeCall = Call.extend({
  rawUsage: z.record(z.string(), z.unknown()).nullable(),
  errorBody: z.string().nullable(),
  /** How its cost came about; null: not by lines, as where nothing was billed, its provider named the cost, or nobody knows what was used. */
  costArithmetic: CostArithmetic.nullable(),
})
export type WholeCall = z.infer<typeof WholeCall>

/** The call that gave an answer which was kept, and when it was sent. */
export const CachedFrom = z.object({ call: AttemptId, run: RunId.nullable(), atMs: EpochMs })
export type CachedFrom = z.infer<typeof CachedFrom>

/** Everything about one probe: what was asked, what came back, what it used and cost at which prices. */
export const Transcript = Probe.extend({
  run: RunId,
  variables: z.record(z.string(), z.unknown()),
  messages: z.array(Message),
  /** How many further turns were said: each with the answer before it, they end `messages`. */
  turns: z.int(),
  answer: z.string().nullable(),
  /** Where a kept answer comes from; null where the probe is not cached, or retention has dropped that call. */
  cachedFrom: CachedFrom.nullable(),
  /** Calls, or what of the answer is longer than 1 KiB, are dropped by retention; the figures of the probe stay. */
  bodiesDropped: z.boolean(),
  usage: Usage.nullable(),
  /** What the checks said of the answer; null: there is nothing to check, or it is still to be done. */
  checks: ProbeChecks.nullable(),
  calls: z.array(WholeCall),
})
export type Transcript = z.infer<typeof Transcript>
