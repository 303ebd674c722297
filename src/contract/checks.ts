import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './base.ts'
import { Check, PassWhen, Verdict } from './check.ts'
import { CostTotal } from './costs.ts'
import { AttemptId, ModelRef, RunId } from './ids.ts'
import { Variable } from './scenarios.ts'
import { EpochMs } from './units.ts'

export { Check, LeafCheck, PassWhen, RowChecks, Verdict } from './check.ts'

/** What one check said. `label`: as results group it: its name, else its kind and what it expects before a row fills it in; of a row's own check its kind alone. */
const leafOutcome = z.object({
  label: z.string(),
  type: z.string(),
  negate: z.boolean(),
  weight: z.number(),
  verdict: Verdict,
  /** Where it is more than yes or no: a judge's. */
  score: z.number().nullable(),
  /** What was expected and what was found, in a sentence of at most 500 characters; null: it passed and there is nothing to say. */
  reason: z.string().nullable(),
  /** The call of the judge, where there was one; null `call`: it had judged the same before. */
  judge: z.object({ model: ModelRef, call: AttemptId.nullable() }).nullable(),
})
export const CheckOutcome = leafOutcome.extend({ checks: z.array(leafOutcome).optional() })
export type CheckOutcome = z.infer<typeof CheckOutcome>

/** What all checks of an answer said together. `score`: the weighted share that passed; null: all weights are 0. */
export const ProbeChecks = z.object({ verdict: Verdict, score: z.number().nullable(), checks: z.array(CheckOutcome) })
export type ProbeChecks = z.infer<typeof ProbeChecks>

/** How far the checking of a run is. `pending`: answers that are still to be checked, or judged. */
export const CheckCounts = z.object({ passed: z.int(), failed: z.int(), errors: z.int(), pending: z.int() })
export type CheckCounts = z.infer<typeof CheckCounts>

const CheckProgress = z.object({
  seq: z.int(),
  counts: CheckCounts,
  /** Of the judge, by this checking: calls sent and what they came to. */
  judgeCalls: z.int(),
  judgeCost: CostTotal,
  isDone: z.boolean(),
})
export type CheckProgress = z.infer<typeof CheckProgress>

/** How far the checking of a run is; null: it has nothing to check. `isDone`: no answer waits for a verdict, or none will get one from this engine. */
export const CheckState = z.object({ seq: z.int(), counts: CheckCounts.nullable(), isDone: z.boolean() })
export type CheckState = z.infer<typeof CheckState>

export const checks = {
  /** What checks would say of answers, without a run and without a judge: a `rubric` answers `error`. */
  try: base
    .input(
      z.object({
        checks: z.array(Check).max(100),
        passWhen: PassWhen.default('all'),
        answers: z
          .array(
            z.object({
              answer: z.string(),
              variables: z.record(z.string(), Variable).default({}),
              costNanoUsd: z.int().min(0).optional(),
              durationMs: z.number().min(0).optional(),
            }),
          )
          .min(1)
          .max(1000),
      }),
    )
    .output(z.object({ items: z.array(ProbeChecks) })),
  /**
   * Checks the kept answers of a run anew, with its own checks or with others, which are then its own; what was said before is replaced. What a judge said of the same question stays unless `rejudge`.
   * Says how far it is at most five times a second, and goes on when nobody listens any more. CONFLICT while the run is going. An event tells of it.
   */
  apply: base
    .input(
      z.object({
        run: RunId,
        checks: z.array(Check).min(1).max(100).optional(),
        passWhen: PassWhen.optional(),
        rejudge: z.boolean().default(false),
      }),
    )
    .output(eventIterator(CheckProgress)),
  /** How far the checking of a run is, at once and at most five times a second; ends when no answer of it comes any more and none waits for a verdict. */
  watch: base.input(z.object({ run: RunId })).output(eventIterator(CheckState)),
  /** The checks of a run as they are now, and when they were last other than before. */
  of: base.input(z.object({ run: RunId })).output(
    z.object({
      checks: z.array(Check),
      passWhen: PassWhen,
      rowsHaveOwn: z.boolean(),
      labels: z.array(z.string()),
      counts: CheckCounts,
      changedAtMs: EpochMs.nullable(),
    }),
  ),
}
