import type { Message } from '#contract/batch'
import type { CostTotal } from '#contract/costs'
import type { Judgement, Rubric } from '#engine/checks'
import type { RunToCheck } from './checked-run.ts'

/** An answer that a judge is to hold against a rubric. */
export interface ToJudge {
  readonly run: RunToCheck
  readonly probeId: number
  /** All that was said before the answer. */
  readonly conversation: readonly Message[]
  readonly answer: string
  readonly rubric: Rubric
  /** What was said to the same question before does not count. */
  readonly asksAnew: boolean
  /** A person wants it, now. */
  readonly isBidden: boolean
}

/** What was sent for it, and what that came to; null: nothing. */
export interface Judged {
  readonly judgement: Judgement
  readonly calls: number
  readonly cost: CostTotal | null
}

/** Whoever judges answers by rubrics. What cannot be judged is undecided; undefined: it is left for the next engine, as this one stops. */
export interface Judge {
  judge(question: ToJudge, signal: AbortSignal): Promise<Judged | undefined>
}
