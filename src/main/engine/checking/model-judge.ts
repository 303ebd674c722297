import type { AttemptId, ModelRef } from '#contract/ids'
import type { ModelRecord, ProviderRecord } from '#engine/catalog'
import { type Judgement, sentence } from '#engine/checks'
import type { Clock } from '#engine/ports'
import { type AppCalls, type CallEnd, keyOfAnswer } from '#engine/runs'
import type { Storage } from '#engine/storage'
import type { Judge, Judged, ToJudge } from './judge.ts'
import { judgeParameters, judgePrompt, readJudgement } from './judge-prompt.ts'

export interface JudgePorts {
  readonly storage: Pick<Storage, 'read'>
  readonly clock: Clock
  readonly calls: Pick<AppCalls, 'ask'>
  /** Whom to ask now; undefined: nobody can be. */
  readonly model: () => ModelRecord | undefined
  readonly providerOf: (model: ModelRecord) => ProviderRecord
}

/**
 * The infra model `judge`. Invariants:
 * 1. A question that was answered, and whose answer is kept, is not asked again unless a person says so; nor is one that is being asked.
 * 2. A call whose engine ended before its answer came may have been billed: only a person's word has it asked again.
 * 3. What is asked counts against the budget of the answer's run.
 */
export class ModelJudge implements Judge {
  readonly #ports: JudgePorts
  readonly #asking = new Map<string, Promise<unknown>>()

  constructor(ports: JudgePorts) {
    this.#ports = ports
  }

  async judge(question: ToJudge, signal: AbortSignal): Promise<Judged | undefined> {
    const model = this.#ports.model()
    if (model === undefined) return unpaid(undecided('no judge can be asked: no model that can be used is set for it', null))
    const messages = judgePrompt(question.rubric.rubric, question.conversation, question.answer)
    const key = keyOfAnswer({
      provider: this.#ports.providerOf(model),
      wireId: model.wireId,
      messages,
      parameters: judgeParameters,
      sample: 0,
    })
    const name = Buffer.from(key).toString('base64')
    for (let other = this.#asking.get(name); other !== undefined; other = this.#asking.get(name)) await other.catch(() => undefined)
    const asked = this.#ask(question, model, { messages, key }, signal)
    this.#asking.set(name, asked)
    try {
      return await asked
    } finally {
      this.#asking.delete(name)
    }
  }

  async #ask(
    { run, probeId, rubric, asksAnew, isBidden }: ToJudge,
    model: ModelRecord,
    { messages, key }: { readonly messages: ReturnType<typeof judgePrompt>; readonly key: Uint8Array },
    signal: AbortSignal,
  ): Promise<Judged | undefined> {
    const { storage, clock, calls } = this.#ports
    const by = (call: string | null) => ({ model: model.ref, call: call as AttemptId | null })
    if (!asksAnew) {
      const kept = await storage.read('keptAnswer', { key, nowMs: clock.nowMs() })
      if (kept !== null) return unpaid(said(kept, rubric.minScore, by(null)))
      if (!isBidden && (await storage.read('wasJudgeInterrupted', { probeId })))
        return unpaid(
          undecided(
            'the judge was being asked when its engine ended, and may have been paid: check the run again to have it asked once more',
            by(null),
          ),
        )
    }
    const order = {
      method: 'judge' as const,
      user: run.user,
      model,
      messages,
      parameters: judgeParameters,
      answerKey: key,
      maxWaitMs: null,
    }
    const end = await calls.ask({ ...order, run: { runId: run.runId, probeId } }, signal)
    if (end.outcome.kind === 'CANCELLED') return undefined
    return { judgement: judgementOf(end, rubric.minScore, by(end.attempt)), calls: end.calls, cost: end.cost }
  }
}

function judgementOf({ outcome }: CallEnd, minScore: number | null, by: Judgement['judge']): Judgement {
  if (outcome.kind === 'ANSWERED') return said(outcome.text, minScore, by)
  if (outcome.kind === 'BUDGET_EXCEEDED') return undecided('the budget is used up', by)
  return undecided(`the judge did not answer: ${outcome.kind}: ${outcome.message}`, by)
}

function said(text: string, minScore: number | null, judge: Judgement['judge']): Judgement {
  const found = readJudgement(text)
  if (found === undefined) return undecided('what the judge answered is not of the form it was asked for', judge)
  const isPass = minScore === null ? found.pass : found.score >= minScore
  return { verdict: isPass ? 'pass' : 'fail', score: found.score, reason: sentence(found.reason), judge }
}

function undecided(reason: string, judge: { readonly model: ModelRef; readonly call: AttemptId | null } | null): Judgement {
  return { verdict: 'error', score: null, reason: sentence(reason), judge }
}

function unpaid(judgement: Judgement): Judged {
  return { judgement, calls: 0, cost: null }
}
