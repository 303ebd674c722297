import { z } from 'zod'
import { CallCode, WaitCause } from './calls.ts'
import { Verdict } from './check.ts'
import { EstimatedCost } from './costs.ts'
import { ModelRef, RunId } from './ids.ts'
import { ProbeStatus } from './transcripts.ts'
import { EpochMs, NanoUsd } from './units.ts'
import { Usage } from './usage.ts'

/** Every condition that is given holds of each row; of a list, one of its members. */
export const ProbeFilter = z.strictObject({
  statuses: z.array(ProbeStatus).min(1).max(10).optional(),
  /** The models that were asked for. */
  models: z.array(ModelRef).min(1).max(500).optional(),
  codes: z.array(CallCode).min(1).max(30).optional(),
  /** Stands in the messages that are the same for all, in a value of the prompt's row, or in the first KiB of the answer; A to Z in either case. */
  text: z.string().min(1).max(200).optional(),
  /** Whether another model was to answer. */
  fallback: z.boolean().optional(),
  minCostNanoUsd: NanoUsd.optional(),
  maxCostNanoUsd: NanoUsd.optional(),
  minDurationMs: z.number().min(0).optional(),
  maxDurationMs: z.number().min(0).optional(),
  minAttempts: z.int().min(0).optional(),
  /** What the checks said; `none`: nothing yet, or there was nothing to check. */
  verdicts: z
    .array(z.enum([...Verdict.options, 'none']))
    .min(1)
    .max(4)
    .optional(),
  /** A check with this label failed. */
  failedCheck: z.string().max(200).optional(),
  minScore: z.number().min(0).max(1).optional(),
  maxScore: z.number().min(0).max(1).optional(),
  promptIndex: z.int().min(0).optional(),
  /** Whether its answer came of a second or later call. */
  retried: z.boolean().optional(),
  /** Whether its answer was kept from another probe. */
  cached: z.boolean().optional(),
})
export type ProbeFilter = z.infer<typeof ProbeFilter>

/** `prompt`: by prompt, within it by model and sample. Rows without the value come last, whatever the direction; rows that are equal stand in the order they were planned. */
export const ProbeSort = z.strictObject({
  by: z.enum(['prompt', 'status', 'model', 'code', 'attempts', 'cost', 'duration', 'first_chunk', 'tokens', 'verdict', 'score']),
  direction: z.enum(['asc', 'desc']).default('asc'),
})
export type ProbeSort = z.infer<typeof ProbeSort>

/**
 * A probe in one line. Usage, cost and times are those of its last call that has an outcome: the one that answered it, where one did; null before there is one.
 * The cost of earlier calls is in the transcript.
 */
export const ProbeRow = z.object({
  promptIndex: z.int(),
  /** Of the last message that differs from prompt to prompt, about the part that differs; at most 120 characters. */
  prompt: z.string(),
  model: ModelRef,
  sample: z.int(),
  status: ProbeStatus,
  code: CallCode.nullable(),
  waitCause: WaitCause.nullable(),
  waitUntilMs: EpochMs.nullable(),
  attempts: z.int(),
  usedFallback: z.boolean(),
  servedModel: ModelRef.nullable(),
  /** Its answer was kept from another probe, and nothing was sent for it. */
  isCached: z.boolean(),
  usage: Usage.nullable(),
  estimatedCost: EstimatedCost.nullable(),
  durationMs: z.number().nullable(),
  timeToFirstChunkMs: z.number().nullable(),
  /** The answer's beginning, at most 160 characters; null without an answer. */
  answer: z.string().nullable(),
  endedAtMs: EpochMs.nullable(),
  /** Null: nothing was checked, or not yet. */
  verdict: Verdict.nullable(),
  /** The weighted share of its checks that passed, from 0 to 1; null as the verdict. */
  score: z.number().nullable(),
  /** Labels of the checks that failed, as the run names them. */
  failedChecks: z.array(z.string()),
})
export type ProbeRow = z.infer<typeof ProbeRow>

export const ProbeTableQuery = z.object({
  run: RunId,
  filter: ProbeFilter.default({}),
  sort: ProbeSort.default({ by: 'prompt', direction: 'asc' }),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
})

/** `seq`: as `changes.watch` counts; all that had changed by then is in it. `total`: rows that the filter lets through. */
export const ProbeTable = z.object({ seq: z.int(), total: z.int(), items: z.array(ProbeRow) })
export type ProbeTable = z.infer<typeof ProbeTable>
