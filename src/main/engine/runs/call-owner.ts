import type { CallCode, CallMethod } from '#contract/calls'
import type { CostTotal } from '#contract/costs'
import type { NanoUsd } from '#contract/units'
import { inputTokensUpper, promptBytes } from '#engine/batches'
import type { ModelRecord } from '#engine/catalog'
import { addToTotal, emptyTotal } from '#engine/money'
import type { CallOutcome, CallParameters, Clock, PromptMessage } from '#engine/ports'
import type { AnswerKey } from '#engine/storage'
import type { Budget } from './budget.ts'
import { Fifo } from './fifo.ts'
import type { AttemptSettled, Job, JobEnd, Lane, Owner } from './job.ts'
import { isOfBudget, isPersonal } from './run-waits.ts'

/** What a call of the app's own asks. */
export interface SingleCall {
  readonly method: CallMethod
  readonly user: string
  readonly model: ModelRecord
  readonly messages: readonly PromptMessage[]
  readonly parameters: CallParameters
  /** By what its answer is kept for whoever asks the same; absent: it is not. */
  readonly answerKey?: AnswerKey | undefined
}

/** `UnsentCall`: admission did not let it out, and will not without a person or in good time. */
export interface UnsentCall {
  readonly kind: CallCode
  readonly stage: 'not_sent'
  readonly message: string
  readonly durationMs: 0
}

/** How it ended. `attempt`: its last one, by ULID; null: none was sent. */
export interface CallEnd {
  readonly outcome: CallOutcome | UnsentCall
  /** Of all its attempts. */
  readonly calls: number
  readonly cost: CostTotal
  readonly attempt: string | null
}

/** How long it goes on for. */
export interface Patience {
  /** False: it is tried once. */
  readonly isRetried: boolean
  /** For a pool or a breaker; null: as long as it takes. */
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  readonly allowsUnpriced: boolean
  /** What it belongs to; null: to nothing. */
  readonly runId: number | null
  readonly probeId: number | null
}

/** What cannot be prepared or written ahead is asked again so often. */
const maxUnsent = 5

/** Owner and lane of one call of the app's own. It answers once; then it is in nobody's line. */
export class CallOwner implements Owner {
  readonly runId: number | null
  readonly aboutProbeId: number | null
  readonly method: CallMethod
  readonly user: string
  readonly maxParallel = null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  readonly allowsFallback = false
  readonly allowsUnpriced: boolean
  readonly answerKey: AnswerKey | null
  readonly lane: Lane
  inFlight = 0
  onWire = 0
  delayed = 0
  isAbandoned = false
  #isOver = false
  #isClosing = false
  #calls = 0
  #unsent = 0
  #attempt: string | null = null
  #cost: CostTotal = emptyTotal()
  readonly #isRetried: boolean
  readonly #abort = new AbortController()
  readonly #answer: (end: CallEnd) => void

  constructor({ method, user, model, parameters, answerKey }: SingleCall, patience: Patience, answer: (end: CallEnd) => void) {
    this.method = method
    this.answerKey = answerKey ?? null
    this.user = user
    this.runId = patience.runId
    this.aboutProbeId = patience.probeId
    this.maxWaitMs = patience.maxWaitMs
    this.budget = patience.budget
    this.allowsUnpriced = patience.allowsUnpriced
    this.#isRetried = patience.isRetried
    this.#answer = answer
    this.lane = {
      ...{ owner: this, model, parameters, ready: new Fifo<Job>(), refused: 0, inFlight: 0, blockedBy: null, blockedUntilMs: undefined },
      refill: () => undefined,
      ended: () => undefined,
    }
  }

  get lanes(): readonly Lane[] {
    return [this.lane]
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get isSending(): boolean {
    return !this.#isOver && !this.isAbandoned && !this.#isClosing
  }

  /** Nobody wants its answer any more: what is in flight is cut off, and nothing more is sent. */
  abandon(): void {
    this.isAbandoned = true
    if (this.inFlight === 0) this.#endUnsent('CANCELLED', 'nobody waits for it any more')
    else this.#abort.abort()
  }

  fallbackLane(): undefined {
    return undefined
  }

  sent(): void {
    this.#calls += 1
    this.lane.blockedBy = null
  }

  unsent(_job: Job, code: CallCode, message: string): void {
    this.#landed()
    this.#calls -= 1
    this.#unsent += 1
    if (!this.#isRetried || !this.isSending || this.#unsent >= maxUnsent) this.#endUnsent(code, message)
  }

  settled(_job: Job, { outcome, ulid, costState, costNanoUsd, costUpperNanoUsd }: AttemptSettled, end: JobEnd): void {
    this.#landed()
    this.#attempt = ulid ?? this.#attempt
    const nanoUsd = costNanoUsd as NanoUsd | null
    this.#cost = addToTotal(this.#cost, { state: costState, nanoUsd, upperNanoUsd: costUpperNanoUsd as NanoUsd | null })
    if (!this.#isRetried || end !== 'again' || !this.isSending) this.#end(outcome)
    else this.waitsChanged()
  }

  ended(_job: Job, code: CallCode, message: string): void {
    this.#endUnsent(code, message)
  }

  lost(): void {
    this.#landed()
    this.#endUnsent('INTERRUPTED', 'what became of the call could not be written')
  }

  waitsChanged(): void {
    const { blockedBy } = this.lane
    if (this.inFlight > 0 || blockedBy === null || !isPersonal(blockedBy)) return
    if (this.#isRetried && isOfBudget(blockedBy)) this.#endUnsent('BUDGET_EXCEEDED', 'what is left of the budget is less than it may cost')
    else this.#endUnsent('MODEL_UNAVAILABLE', `it waits: ${blockedBy}`)
  }

  closed(abort: boolean): void {
    this.#isClosing = true
    if (this.inFlight === 0) this.#endUnsent('CANCELLED', 'the engine stops')
    else if (abort) this.#abort.abort()
  }

  #landed(): void {
    this.inFlight -= 1
    this.lane.inFlight -= 1
  }

  #endUnsent(kind: CallCode, message: string): void {
    this.#end({ kind, stage: 'not_sent', message, durationMs: 0 })
  }

  #end(outcome: CallOutcome | UnsentCall): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#answer({ outcome, calls: this.#calls, cost: this.#cost, attempt: this.#attempt })
  }
}

/** The one job of an owner, to be put in its line. A schema is counted with the prompt. `callKey`: what a breaker counts its failures under. */
export function jobOf({ lane, answerKey }: CallOwner, messages: readonly PromptMessage[], clock: Clock, callKey?: string): Job {
  const { output } = lane.parameters
  const counted = output === undefined ? messages : [...messages, { role: 'system' as const, content: JSON.stringify(output.schema) }]
  return {
    lane,
    probeId: null,
    callKey,
    promptIdx: 0,
    sample: 0,
    requestModelId: lane.model.id,
    hasFallenBack: false,
    messages,
    dialogue: null,
    answerKey,
    promptBytes: promptBytes(counted),
    inputTokensUpper: inputTokensUpper(counted),
    attempts: 0,
    allowanceUsed: 0,
    countedRefusals: 0,
    readySinceMs: clock.monotonicMs(),
    waitCause: null,
    waitSinceMs: null,
  }
}
