import type { Message } from '#contract/batch'
import type { CostTotal } from '#contract/costs'
import type { Judgement, Rubric } from '#engine/checks'
import type { RunToCheck } from './checked-run.ts'

/** An answer that a judge is to hold against a rubric. */
export interface ToJudge {
  readonly run: RunToCheck
  readonly probeId: number
  readonly promptIndex: number
  readonly sample: number
  /** All that was said before the answer. */
  readonly conversation: readonly Message[]
  readonly answer: string
  readonly rubric: Rubric
  /** What was said to the same question before does not count. */
  readonly asksAnew: boolean
}

/** `paid`: what was sent for it, and came to. */
export interface Judged {
  readonly judgement: Judgement
  readonly calls: number
  readonly cost: CostTotal | null
}

/** Whoever judges answers by rubrics. It never throws: what cannot be judged is undecided. */
export interface Judge {
  judge(question: ToJudge, signal: AbortSignal): Promise<Judged>
}

/** Where nobody judges. */
export const noJudge: Judge = {
  async judge() {
    return { judgement: { verdict: 'error', score: null, reason: 'no judge was asked', judge: null }, calls: 0, cost: null }
  },
}
