import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './base.ts'
import { Message } from './batch.ts'
import { CallCode } from './calls.ts'
import { Verdict } from './check.ts'
import { CheckCounts, CheckOutcome } from './checks.ts'
import { CostTotal, EstimatedCost } from './costs.ts'
import { ModelRef, RunId } from './ids.ts'
import { ProbeFilter } from './probe-table.ts'
import { ReportProgress } from './reports.ts'
import { Variable } from './scenarios.ts'
import { ProbeStatus } from './transcripts.ts'
import { NanoUsd } from './units.ts'

/** A share with its 95 % confidence interval by Wilson's score (E. B. Wilson, 1927; z = 1.959964), all from 0 to 1. */
export const Rate = z.object({ rate: z.number(), low: z.number(), high: z.number() })
export type Rate = z.infer<typeof Rate>

/**
 * How one model did, of the probes that a filter lets through. `answered` = `passed` + `failed` + `errors` + `unchecked`; `missing`: failed, cancelled and interrupted; the rest is still to come.
 * `passRate`: of those that passed or failed; null: none did.
 */
export const ModelOutcome = z.object({
  model: ModelRef,
  probes: z.int(),
  answered: z.int(),
  missing: z.int(),
  passed: z.int(),
  failed: z.int(),
  errors: z.int(),
  unchecked: z.int(),
  passRate: Rate.nullable(),
  meanScore: z.number().nullable(),
  /** What the calls of these probes came to, whoever was sent to; without the judge. `uncertain`: probes one of whose calls has a cost nobody knows for sure, at most `upperNanoUsd` more. */
  spentNanoUsd: NanoUsd,
  upperNanoUsd: NanoUsd,
  uncertain: z.int(),
  unknown: z.int(),
  /** `spentNanoUsd` / `passed`, rounded half up; null: none passed. */
  costPerPassNanoUsd: NanoUsd.nullable(),
  p50DurationMs: z.number().nullable(),
  p95DurationMs: z.number().nullable(),
  /** Of prompts with two or more such samples: how often two of them, drawn at random, have the same verdict; the mean over prompts. */
  verdictAgreement: z.object({ ratio: z.number(), prompts: z.int() }).nullable(),
  /** The same of the answers' words, without white space around them. */
  answerAgreement: z.object({ ratio: z.number(), prompts: z.int() }).nullable(),
  /** Of the answered: by another model, after a failed try, or kept from another probe. */
  fallback: z.int(),
  retried: z.int(),
  cached: z.int(),
})
export type ModelOutcome = z.infer<typeof ModelOutcome>

/** Why a comparison of models may mislead: answers of another model, answers that took several tries (their latency is the last's, and what was refused is missing), answers that are missing for one model more than for another, answers that were kept, or checks that could not be decided. */
export const OutcomeWarning = z.object({
  code: z.enum(['fallback', 'retried', 'missing', 'cached', 'errors', 'unchecked']),
  model: ModelRef,
  probes: z.int(),
  of: z.int(),
})
export type OutcomeWarning = z.infer<typeof OutcomeWarning>

/** One model's part in a prompt. */
export const PromptCell = z.object({
  model: ModelRef,
  samples: z.int(),
  answered: z.int(),
  passed: z.int(),
  failed: z.int(),
  errors: z.int(),
  spentNanoUsd: NanoUsd,
  meanDurationMs: z.number().nullable(),
})
export type PromptCell = z.infer<typeof PromptCell>

const PromptRow = z.object({ promptIndex: z.int(), prompt: z.string(), cells: z.array(PromptCell) })

/** One answer beside others. `samples`: all there are. */
export const AnswerBeside = z.object({
  model: ModelRef,
  sample: z.int(),
  status: ProbeStatus,
  code: CallCode.nullable(),
  usedFallback: z.boolean(),
  servedModel: ModelRef.nullable(),
  /** Answers that a further turn followed, in order; `answer` is to what was said last. */
  said: z.array(z.string()),
  answer: z.string().nullable(),
  bodiesDropped: z.boolean(),
  verdict: Verdict.nullable(),
  score: z.number().nullable(),
  checks: z.array(CheckOutcome),
  durationMs: z.number().nullable(),
  estimatedCost: EstimatedCost.nullable(),
})
export type AnswerBeside = z.infer<typeof AnswerBeside>

/**
 * A prompt of one run and the same of another. `matchedBy`: the same messages as they were sent, or only the same row; of several that are the same the first with the first.
 * `flip`: by the majority of samples that passed or failed; `none`: as before; `undecided`: one side has no majority.
 */
export const ComparedPrompt = z.object({
  a: PromptCell.extend({ promptIndex: z.int() }).nullable(),
  b: PromptCell.extend({ promptIndex: z.int() }).nullable(),
  model: z.object({ a: ModelRef, b: ModelRef }),
  prompt: z.string(),
  matchedBy: z.enum(['messages', 'row', 'nothing']),
  flip: z.enum(['to_pass', 'to_fail', 'none', 'undecided']),
})
export type ComparedPrompt = z.infer<typeof ComparedPrompt>

/** Two sides as a whole, of prompts that both have. `pValue`: two-sided exact McNemar test over the flips (B. 1947), null without any. */
export const ComparedModel = z.object({
  model: z.object({ a: ModelRef, b: ModelRef }),
  prompts: z.int(),
  onlyA: z.int(),
  onlyB: z.int(),
  toPass: z.int(),
  toFail: z.int(),
  pValue: z.number().nullable(),
  a: z.object({ passRate: Rate.nullable(), spentNanoUsd: NanoUsd, p50DurationMs: z.number().nullable(), answered: z.int() }),
  b: z.object({ passRate: Rate.nullable(), spentNanoUsd: NanoUsd, p50DurationMs: z.number().nullable(), answered: z.int() }),
})
export type ComparedModel = z.infer<typeof ComparedModel>

/**
 * What is written of a run. `probes`: a row a probe, with prompt, row, answer, verdict and checks; `attempts`: a row a call, judge's and retries included; `page`: one HTML file that needs nothing else;
 * `inspect`: a log in the shape of Inspect's; `promptfoo`: results in the shape of promptfoo's; `package`: everything needed to repeat the run elsewhere, without secrets, for `batches.import`.
 */
export const RunExport = z.discriminatedUnion('what', [
  z.object({ what: z.literal('probes'), format: z.enum(['csv', 'jsonl', 'parquet']), filter: ProbeFilter.default({}) }),
  z.object({ what: z.literal('attempts'), format: z.enum(['csv', 'jsonl', 'parquet']) }),
  z.object({ what: z.literal('page') }),
  z.object({ what: z.literal('inspect') }),
  z.object({ what: z.literal('promptfoo') }),
  z.object({ what: z.literal('package') }),
])
export type RunExport = z.infer<typeof RunExport>

export const outcomes = {
  /** The results of a run under a filter: its models, what failed by check, and what to mind. Counts, never samples of them. `seq`: as `changes.watch` counts. */
  overview: base.input(z.object({ run: RunId, filter: ProbeFilter.default({}) })).output(
    z.object({
      seq: z.int(),
      models: z.array(ModelOutcome),
      /** Failures by check, most first: of an answer that fails several, each. */
      failures: z.array(z.object({ label: z.string(), probes: z.int(), byModel: z.array(z.object({ model: ModelRef, probes: z.int() })) })),
      codes: z.array(z.object({ code: CallCode, probes: z.int() })),
      warnings: z.array(OutcomeWarning),
      labels: z.array(z.string()),
      counts: CheckCounts,
      judge: z.object({ calls: z.int(), cost: CostTotal }),
    }),
  ),
  /** Prompts with what each model made of them, under a filter. `disagreement`: prompts on which models differ most come first. */
  prompts: base
    .input(
      z.object({
        run: RunId,
        filter: ProbeFilter.default({}),
        sort: z.enum(['prompt', 'fewest_passes', 'most_passes', 'disagreement', 'cost', 'duration']).default('prompt'),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ seq: z.int(), total: z.int(), items: z.array(PromptRow) })),
  /** The answers to one prompt side by side: of all models, one sample or all of at most 100. */
  beside: base.input(z.object({ run: RunId, promptIndex: z.int().min(0), sample: z.int().min(0).optional() })).output(
    z.object({
      messages: z.array(Message),
      /** What is said after an answer, one by one, as it is sent. */
      turns: z.array(z.string()),
      variables: z.record(z.string(), Variable),
      prompts: z.int(),
      samples: z.int(),
      items: z.array(AnswerBeside),
    }),
  ),
  /**
   * Two runs prompt by prompt, or two models of one. `models`: which of A is held against which of B; unless told each against itself, or where both runs have one alone those two.
   * INVALID_INPUT where there is no pair.
   */
  compare: base
    .input(
      z.object({
        a: RunId,
        b: RunId,
        models: z
          .array(z.object({ a: ModelRef, b: ModelRef }))
          .max(100)
          .optional(),
        show: z.enum(['all', 'flips', 'to_pass', 'to_fail', 'unmatched']).default('all'),
        sort: z.enum(['prompt', 'flip', 'cost', 'duration']).default('prompt'),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        models: z.array(ComparedModel),
        total: z.int(),
        items: z.array(ComparedPrompt),
        warnings: z.array(OutcomeWarning.extend({ side: z.enum(['a', 'b']) })),
      }),
    ),
  /** Writes a file into the workspace's `exports` folder, as `reports.export` does. */
  export: base
    .input(z.object({ run: RunId, export: RunExport, name: z.string().max(100).optional() }))
    .output(eventIterator(ReportProgress)),
}
