import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './base.ts'
import { Batch, UsdText } from './batch.ts'
import { AttemptState, CallCode, WaitCause } from './calls.ts'
import { CheckCounts } from './checks.ts'
import { CostTotal } from './costs.ts'
import { ModelRef, RunId } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { ProbeTable, ProbeTableQuery } from './probe-table.ts'
import { FallbackFilter, ModelResult } from './results.ts'
import { Call, Probe, ProbeStatus, Transcript } from './transcripts.ts'
import { EpochMs, NanoUsd, Tokens } from './units.ts'
import { WaitingProbe } from './waits.ts'

export { Call, Probe, ProbeStatus, Transcript, WholeCall } from './transcripts.ts'

export const RunStatus = z.enum(['queued', 'running', 'paused', 'draining', 'finished', 'cancelled'])
export type RunStatus = z.infer<typeof RunStatus>

/** Why a run is paused. `crash`: its engine ended without it, or had gone on with such a run by itself and was stopped; `decision`: nothing can go on until a person acts. */
export const PauseReason = z.enum(['person', 'crash', 'budget', 'decision'])
export type PauseReason = z.infer<typeof PauseReason>

/** What becomes of a run whose engine ended without it. `hold`: it waits for a person; `resume-safe`: it goes on, but what may have been billed is held; `resend`: that is sent again, too. */
export const OnRestart = z.enum(['hold', 'resume-safe', 'resend'])
export type OnRestart = z.infer<typeof OnRestart>

export const RunCounts = z.object({
  total: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  interrupted: z.int(),
  inFlight: z.int(),
  waiting: z.int(),
  /** Attempts sent, retries included. */
  attempts: z.int(),
  /** Of those that succeeded, probes whose answer was kept from another; absent: none. */
  cached: z.int().optional(),
  /** Answers that a further turn followed; absent: none. */
  turns: z.int().optional(),
})
export type RunCounts = z.infer<typeof RunCounts>

/**
 * Which probes of a run are sent again, in a run of their own. `failed`: those that ended without an answer; `failed_checks`: those whose answer did not pass; `interrupted`: those of which nobody knows whether
 * they were answered; `changed`: those of a batch that were not asked like this, by the messages as they were sent; `samples`: further samples of every prompt.
 */
export const RerunKind = z.enum(['failed', 'failed_checks', 'interrupted', 'changed', 'samples'])
export type RerunKind = z.infer<typeof RerunKind>

export const RunSummary = z.object({
  id: RunId,
  name: z.string(),
  status: RunStatus,
  pauseReason: PauseReason.nullable(),
  onRestart: OnRestart,
  user: z.string(),
  models: z.array(ModelRef),
  createdAtMs: EpochMs,
  startedAtMs: EpochMs.nullable(),
  finishedAtMs: EpochMs.nullable(),
  budgetNanoUsd: NanoUsd.nullable(),
  counts: RunCounts,
  cost: CostTotal,
  /** How its answers did; null: there is nothing to check. */
  checks: CheckCounts.nullable(),
  /** The run it repeats a part of; null: none, or it is gone. */
  rerunOf: z.object({ run: RunId, name: z.string(), what: RerunKind }).nullable(),
})
export type RunSummary = z.infer<typeof RunSummary>

/** A run as it is now: a small whole, not a change. `seq` grows with each. */
export const RunProgress = z.object({
  seq: z.int(),
  id: RunId,
  status: RunStatus,
  pauseReason: PauseReason.nullable(),
  counts: RunCounts,
  cost: CostTotal,
  /** Calls sent and back for each probe that ended and each answer that a further turn followed: 1 without retries; null before a probe ended. */
  callsPerProbe: z.number().nullable(),
  elapsedMs: z.number(),
  /** From the pace of the last minute; null while nothing can be said. */
  etaMs: z.number().nullable(),
  /** Why probes wait now, most first. */
  waits: z.array(z.object({ cause: WaitCause, probes: z.int(), untilMs: EpochMs.nullable(), service: z.string() })),
  /** What only a person can mend. */
  alerts: z.array(z.object({ code: z.string(), service: z.string(), message: z.string() })),
})
export type RunProgress = z.infer<typeof RunProgress>

/** A run that is going on, for a status bar. */
export const ActiveRunView = RunProgress.pick({ id: true, status: true, etaMs: true, cost: true }).extend({
  name: z.string(),
  total: z.int(),
  /** Probes that ended, however. */
  done: z.int(),
  failed: z.int(),
  inFlight: z.int(),
  budgetNanoUsd: NanoUsd.nullable(),
  /** Something that only a person can mend keeps it. */
  hasAlerts: z.boolean(),
})
export type ActiveRunView = z.infer<typeof ActiveRunView>

const Range = z.object({ low: z.int(), high: z.int() })

export const QuoteRow = z.object({
  model: ModelRef,
  probes: z.int(),
  inputTokens: Range,
  outputTokens: Range,
  /** null: no price is known. */
  costNanoUsd: Range.nullable(),
  durationMs: Range,
  /** Where the output figures come from: so many past answers of the model, or an assumption when 0. */
  pastAnswers: z.int(),
})
export type QuoteRow = z.infer<typeof QuoteRow>

export const Quote = z.object({
  name: z.string(),
  prompts: z.int(),
  samples: z.int(),
  probes: z.int(),
  rows: z.array(QuoteRow),
  costNanoUsd: Range.nullable(),
  durationMs: Range,
  budgetNanoUsd: NanoUsd.nullable(),
  /** Set where the batch gave none and has a budget. */
  maxOutputTokens: Tokens.nullable(),
  unpriced: z.array(ModelRef),
  warnings: z.array(z.string()),
})
export type Quote = z.infer<typeof Quote>

export const InterruptedPolicy = z.enum(['hold', 'resend', 'fail'])
export type InterruptedPolicy = z.infer<typeof InterruptedPolicy>

const One = z.object({ run: RunId })
/** `samples`: how many each prompt shall have in all, for `samples` alone; `batch`: for `changed` alone. `budgetUsd`: of the new run; absent: it has none, whatever the first had. */
const RerunOrder = One.extend({
  what: RerunKind,
  samples: z.int().min(1).max(100_000).optional(),
  batch: Batch.optional(),
  budgetUsd: UsdText.optional(),
})
const Cell = One.extend({ promptIndex: z.int().min(0), model: ModelRef, sample: z.int().min(0) })

export const runs = {
  /** Reads a batch as a person wrote it (YAML or JSON). INVALID_INPUT names file, line and fix. Paths in it become absolute. */
  readBatch: base.input(z.object({ text: z.string().max(32_000_000), file: z.string() })).output(Batch),
  /**
   * A batch in YAML, as a person would write it: `readBatch` of the text, as the same file, gives the batch again. `file`: where it will lie; a dataset in its folder or below is named from there.
   * INVALID_INPUT where it would be larger than a batch file may be.
   */
  formatBatch: base.input(z.object({ batch: Batch, file: z.string().min(1).optional() })).output(z.object({ text: z.string() })),
  /**
   * The batch of a run as it was frozen: `defaults` are the models they were then, a cap on answers that its budget wanted is among the parameters, the budget is the one it has now.
   * A dataset of rows is the run's own; one in a file is named, or with `rows`, as it was when it was read. INVALID_INPUT where those are too many for a batch.
   */
  batch: base.input(One.extend({ rows: z.boolean().default(false) })).output(Batch),
  /** What it will probably cost and take. Writes nothing. Refused, like `start`, for unavailable models, what a model or its fallback cannot be asked, and fallbacks that are not valid. */
  quote: base.input(z.object({ batch: Batch })).output(Quote),
  /** Freezes the batch into a run and starts it. `rerunOf`: the run that it repeats with changed prompts, whole: it is linked to that one; NOT_FOUND. Refused before anything is written: unavailable models, fallbacks that are not valid, what a model or, where the batch allows it, its fallback cannot be asked, unpriced ones under a budget, a quote over budget. */
  start: base
    .input(
      z.object({ batch: Batch, user: z.string().max(200).optional(), onRestart: OnRestart.default('hold'), rerunOf: RunId.optional() }),
    )
    .output(RunSummary),
  /** Goes on with a paused run. Probes whose answer may have been lost with an engine are resent only on a person's word: `interrupted` here, else the run's `onRestart`. */
  resume: base
    .input(One.extend({ interrupted: InterruptedPolicy.optional(), budgetUsd: UsdText.optional() }))
    .output(RunSummary.extend({ warnings: z.array(z.string()) })),
  /** Sends nothing more. `drain`: what is in flight will still be received; else it is aborted, and the answer comes when it has gone. */
  pause: base.input(One.extend({ drain: z.boolean().default(true) })).output(RunSummary),
  /** `drain`: what is in flight is received; else it is aborted. What was not sent is cancelled. */
  cancel: base.input(One.extend({ drain: z.boolean().default(true) })).output(RunSummary),
  /** What a rerun would send: nothing is written. CONFLICT where nothing is to be sent again, or the run is going on. */
  planRerun: base.input(RerunOrder).output(z.object({ prompts: z.int(), probes: z.int(), quote: Quote })),
  /** Sends a part of a run again in a new one, which is linked to it. As `planRerun`, and refused as `start` is. */
  rerun: base.input(RerunOrder.extend({ user: z.string().max(200).optional(), onRestart: OnRestart.default('hold') })).output(RunSummary),
  /** Newest first. `status`: one, or any of several; `text`: in its name, its user or the ref of a model of it, whatever the case; `rerunOf`: those that repeat a part of this one. */
  list: base
    .input(
      z.object({
        status: z.union([RunStatus, z.array(RunStatus).min(1).max(RunStatus.options.length)]).optional(),
        text: z.string().trim().min(1).max(200).optional(),
        rerunOf: RunId.optional(),
        limit: Limit,
        after: Cursor.optional(),
      }),
    )
    .output(page(RunSummary)),
  get: base.input(One).output(RunSummary),
  results: base
    .input(One.extend({ fallback: FallbackFilter.default('include') }))
    .output(z.object({ items: z.array(ModelResult), total: ModelResult.omit({ model: true, failures: true }) })),
  /** The latest state, at most ten times a second; ends when the run is finished, cancelled or paused. */
  watch: base.input(One).output(eventIterator(RunProgress)),
  /** All runs that are going on, or of which something is still in flight, oldest first: at once and when one is other than it was, at most twice a second. */
  active: base.output(eventIterator(z.object({ seq: z.int(), items: z.array(ActiveRunView) }))),
  probes: base
    .input(One.extend({ status: ProbeStatus.optional(), model: ModelRef.optional(), limit: Limit, after: Cursor.optional() }))
    .output(page(Probe)),
  /** Any rows of all probes that were planned, in any order. Holds what has changed when it is asked for; from one offset to the next of a run that goes on, rows may have moved. */
  probeTable: base.input(ProbeTableQuery).output(ProbeTable),
  transcript: base.input(Cell).output(Transcript),
  /** Probes of a running run that are in memory and wait, by prompt. What is still to be planned is not among them. */
  waits: base.input(One.extend({ limit: Limit, after: Cursor.optional() })).output(page(WaitingProbe)),
  /** Sends one request of a waiting probe before its pause is over. CONFLICT when what it waits for is a limit, or it does not wait. */
  retryNow: base.input(Cell).output(z.object({ ok: z.literal(true) })),
  /** A waiting probe is never sent: it ends as cancelled. CONFLICT when it does not wait. */
  skip: base.input(Cell).output(z.object({ ok: z.literal(true) })),
  /** A waiting probe is answered by its model's fallback, whatever the run allows. CONFLICT when there is none, or it does not wait. */
  useFallback: base.input(Cell).output(z.object({ ok: z.literal(true) })),
  /** The ledger, newest first. */
  calls: base
    .input(
      z.object({
        run: RunId.optional(),
        state: AttemptState.optional(),
        code: CallCode.optional(),
        model: ModelRef.optional(),
        limit: Limit,
        after: Cursor.optional(),
      }),
    )
    .output(page(Call)),
}
