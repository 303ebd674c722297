import type { AttemptId } from '#contract/ids'
import type { ModelRecord, ProviderRecord } from '#engine/catalog'
import { type Judgement, sentence } from '#engine/checks'
import { emptyTotal, mergeTotals } from '#engine/money'
import type { Clock, PromptMessage } from '#engine/ports'
import { type AppCalls, type CallEnd, keyOfAnswer } from '#engine/runs'
import type { Storage } from '#engine/storage'
import type { Judge, Judged, ToJudge } from './judge.ts'
import { judgeParameters, judgePrompt, readJudgement } from './judge-prompt.ts'

/** Whom to ask now. */
export interface Judges {
  /** undefined: nobody can be. */
  readonly model: ModelRecord | undefined
  /** Why it is another model than the one that is set, such as `as a/b cannot be asked (deprecated)`; null: it is that one, or none is set. */
  readonly instead: string | null
  /** Who is asked once `model` has failed; undefined: nobody. */
  readonly standIn: ModelRecord | undefined
}

export interface JudgePorts {
  readonly storage: Pick<Storage, 'read'>
  readonly clock: Clock
  readonly calls: Pick<AppCalls, 'ask'>
  readonly judges: () => Judges
  readonly providerOf: (model: ModelRecord) => ProviderRecord
  /** Another judges than was to. */
  readonly stoodIn: (from: ModelRecord, to: ModelRecord, code: string, question: ToJudge) => void
}

const policy = {
  /** For a pool or a breaker, where another could be asked: verdicts are compared, so rather late than by another judge. */
  maxWaitMs: 600_000,
  /** Questions of which it is remembered that another judged them. */
  mostRemembered: 10_000,
} as const

/** A question to one model. `key`: what its answer is kept by. `instead`: why this one and no other; null: it was to be. */
interface Asked {
  readonly question: ToJudge
  readonly messages: readonly PromptMessage[]
  readonly model: ModelRecord
  readonly key: Uint8Array
  readonly instead: string | null
}

/**
 * The infra model `judge`. Invariants:
 * 1. A question that was answered, and whose answer is kept, is not asked again unless a person says so; nor is one that is being asked.
 * 2. A call whose engine ended before its answer came may have been billed: only a person's word has it asked again.
 * 3. What is asked counts against the budget of the answer's run.
 * 4. A model that fails is stood in for once, by its fallback or its provider's default, and the reason says who judged. What the other said before counts only once the model has failed.
 */
export class ModelJudge implements Judge {
  readonly #ports: JudgePorts
  readonly #asking = new Map<string, Promise<unknown>>()
  /** By the key of the first model: what that one had failed with when another judged. */
  readonly #stoodIn = new Map<string, string>()

  constructor(ports: JudgePorts) {
    this.#ports = ports
  }

  async judge(question: ToJudge, signal: AbortSignal): Promise<Judged | undefined> {
    const judges = this.#ports.judges()
    const { model, instead } = judges
    if (model === undefined) return unpaid(undecided('no judge can be asked: no model that can be used is set for it', null))
    const messages = judgePrompt(question.rubric.rubric, question.conversation, question.answer)
    const name = JSON.stringify(messages)
    for (let other = this.#asking.get(name); other !== undefined; other = this.#asking.get(name)) await other.catch(() => undefined)
    const asked = this.#judge({ question, messages, model, instead, key: this.#keyOf(model, messages) }, judges.standIn, signal)
    this.#asking.set(name, asked)
    try {
      return await asked
    } finally {
      this.#asking.delete(name)
    }
  }

  async #judge(asked: Asked, standIn: ModelRecord | undefined, signal: AbortSignal): Promise<Judged | undefined> {
    const { question, model, messages } = asked
    if (standIn === undefined) return (await this.#ask(asked, null, signal))?.judged
    const name = Buffer.from(asked.key).toString('base64')
    const inPlace = (code: string): Asked => {
      return { ...asked, model: standIn, key: this.#keyOf(standIn, messages), instead: `as ${model.ref} did not answer (${code})` }
    }
    const before = this.#stoodIn.get(name)
    const known = before === undefined ? undefined : await this.#known(inPlace(before))
    if (known !== undefined) return known
    const first = await this.#ask(asked, policy.maxWaitMs, signal)
    if (first?.failed === undefined) return first?.judged
    const second = await this.#ask(inPlace(first.failed), null, signal)
    if (second === undefined) return undefined
    if (second.failed === undefined) {
      this.#remember(name, first.failed)
      this.#ports.stoodIn(model, standIn, first.failed, question)
    }
    return { ...second.judged, calls: first.judged.calls + second.judged.calls, cost: added(first.judged.cost, second.judged.cost) }
  }

  /** What was said to it before; undefined: nothing that is kept or counts. */
  async #known({ question, key, model, instead }: Asked): Promise<Judged | undefined> {
    if (question.asksAnew) return undefined
    const kept = await this.#ports.storage.read('keptAnswer', { key, nowMs: this.#ports.clock.nowMs() })
    return kept === null ? undefined : unpaid(said(kept, question.rubric.minScore, { model: model.ref, call: null }, instead))
  }

  /** `failed`: the code it ended with where another might do better. Undefined: nobody waits for it any more. */
  async #ask(asked: Asked, maxWaitMs: number | null, signal: AbortSignal): Promise<{ judged: Judged; failed?: string } | undefined> {
    const { storage, calls } = this.#ports
    const { question, model, messages, key, instead } = asked
    const { run, probeId, rubric, asksAnew, isBidden } = question
    const by = (call: string | null) => ({ model: model.ref, call: call as AttemptId | null })
    const known = await this.#known(asked)
    if (known !== undefined) return { judged: known }
    if (!asksAnew && !isBidden && (await storage.read('wasJudgeInterrupted', { probeId }))) {
      const reason =
        'the judge was being asked when its engine ended, and may have been paid: check the run again to have it asked once more'
      return { judged: unpaid(undecided(reason, by(null))) }
    }
    const end = await calls.ask(
      {
        ...{ method: 'judge', user: run.user, model, messages, parameters: judgeParameters, answerKey: key, maxWaitMs },
        run: { runId: run.runId, probeId },
      },
      signal,
    )
    const { kind } = end.outcome
    if (kind === 'CANCELLED') return undefined
    const judged = { judgement: judgementOf(end, rubric.minScore, by(end.attempt), instead), calls: end.calls, cost: end.cost }
    return kind === 'ANSWERED' || kind === 'BUDGET_EXCEEDED' || kind === 'INTERRUPTED' ? { judged } : { judged, failed: kind }
  }

  #keyOf(model: ModelRecord, messages: readonly PromptMessage[]): Uint8Array {
    const provider = this.#ports.providerOf(model)
    return keyOfAnswer({ provider, wireId: model.wireId, messages, parameters: judgeParameters, sample: 0 })
  }

  #remember(name: string, code: string): void {
    const [oldest] = this.#stoodIn.keys()
    if (oldest !== undefined && this.#stoodIn.size >= policy.mostRemembered) this.#stoodIn.delete(oldest)
    this.#stoodIn.set(name, code)
  }
}

/** Who was asked, in which call. */
type By = NonNullable<Judgement['judge']>

function added(left: Judged['cost'], right: Judged['cost']): Judged['cost'] {
  return mergeTotals(left ?? emptyTotal(), right ?? emptyTotal())
}

function judgementOf({ outcome }: CallEnd, minScore: number | null, by: By, instead: string | null): Judgement {
  if (outcome.kind === 'ANSWERED') return said(outcome.text, minScore, by, instead)
  if (outcome.kind === 'BUDGET_EXCEEDED') return undecided('the budget is used up', by)
  const who = instead === null ? 'the judge' : `${by.model} was asked, ${instead}, and`
  return undecided(`${who} did not answer: ${outcome.kind}: ${outcome.message}`, by)
}

function said(text: string, minScore: number | null, judge: By, instead: string | null): Judgement {
  const found = readJudgement(text)
  const told = (reason: string) => (instead === null ? reason : `judged by ${judge.model}, ${instead}: ${reason}`)
  if (found === undefined) return undecided(told('what the judge answered is not of the form it was asked for'), judge)
  const isPass = minScore === null ? found.pass : found.score >= minScore
  return { verdict: isPass ? 'pass' : 'fail', score: found.score, reason: sentence(told(found.reason)), judge }
}

function undecided(reason: string, judge: By | null): Judgement {
  return { verdict: 'error', score: null, reason: sentence(reason), judge }
}

function unpaid(judgement: Judgement): Judged {
  return { judgement, calls: 0, cost: null }
}
