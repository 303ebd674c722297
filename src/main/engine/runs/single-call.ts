import type { CallCode, CallMethod } from '#contract/calls'
import { inputTokensUpper, promptBytes } from '#engine/batches'
import type { ModelRecord } from '#engine/catalog'
import type { CallOutcome, CallParameters, Clock, PromptMessage } from '#engine/ports'
import { Fifo } from './fifo.ts'
import type { AttemptSettled, Job, Lane, Owner } from './job.ts'
import { isPersonal } from './run-waits.ts'
import type { Scheduler } from './scheduler.ts'

export interface SingleCall {
  readonly method: CallMethod
  readonly user: string
  readonly model: ModelRecord
  readonly messages: readonly PromptMessage[]
  readonly parameters: CallParameters
}

/** `UnsentCall`: admission did not let it out, and will not without a person or in good time. */
export interface UnsentCall {
  readonly kind: CallCode
  readonly stage: 'not_sent'
  readonly message: string
  readonly durationMs: 0
}

export interface SingleOutcome {
  readonly outcome: CallOutcome | UnsentCall
  readonly costNanoUsd: number | null
}

/**
 * One call of the app's own: through the same admission and ledger as any probe, tried once. Answers when it is settled on disk.
 * It waits its turn for slots and minutes; a pause, a used-up day, and what only a person can mend end it unsent.
 */
export function callOnce(scheduler: Scheduler, clock: Clock, call: SingleCall): Promise<SingleOutcome> {
  return new Promise((resolve) => {
    const owner: SingleOwner = new SingleOwner(call, (answer) => {
      scheduler.leave(owner)
      resolve(answer)
    })
    const { messages } = call
    owner.lane.ready.push({
      lane: owner.lane,
      probeId: null,
      promptIdx: 0,
      sample: 0,
      requestModelId: owner.lane.model.id,
      hasFallenBack: false,
      messages,
      answerKey: null,
      promptBytes: promptBytes(messages),
      inputTokensUpper: inputTokensUpper(messages),
      attempts: 0,
      allowanceUsed: 0,
      countedRefusals: 0,
      readySinceMs: clock.monotonicMs(),
      waitCause: null,
      waitSinceMs: null,
    })
    scheduler.join(owner.lane)
    scheduler.offer(owner.lane)
  })
}

class SingleOwner implements Owner {
  readonly runId = null
  readonly method: CallMethod
  readonly user: string
  readonly maxParallel = null
  readonly maxWaitMs = 0
  readonly budget = null
  readonly allowsFallback = false
  readonly allowsUnpriced = true
  readonly isAbandoned = false
  readonly lane: Lane
  inFlight = 0
  onWire = 0
  delayed = 0
  #isOver = false
  readonly #abort = new AbortController()
  readonly #answer: (answer: SingleOutcome) => void

  constructor(call: SingleCall, answer: (answer: SingleOutcome) => void) {
    this.method = call.method
    this.user = call.user
    this.#answer = answer
    const { model, parameters } = call
    this.lane = {
      owner: this,
      model,
      parameters,
      ready: new Fifo<Job>(),
      refused: 0,
      inFlight: 0,
      blockedBy: null,
      blockedUntilMs: undefined,
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
    return !this.#isOver
  }

  fallbackLane(): undefined {
    return undefined
  }

  sent(): void {
    this.lane.blockedBy = null
  }

  unsent(_job: Job, code: CallCode, message: string): void {
    this.inFlight -= 1
    this.#endUnsent(code, message)
  }

  settled(_job: Job, { outcome, costNanoUsd }: AttemptSettled): void {
    this.inFlight -= 1
    this.#end({ outcome, costNanoUsd })
  }

  ended(_job: Job, code: CallCode, message: string): void {
    this.#endUnsent(code, message)
  }

  lost(): void {
    this.inFlight -= 1
    this.#endUnsent('INTERRUPTED', 'what became of the call could not be written')
  }

  waitsChanged(): void {
    if (this.inFlight === 0 && isPersonal(this.lane.blockedBy)) this.#endUnsent('MODEL_UNAVAILABLE', `it waits: ${this.lane.blockedBy}`)
  }

  closed(abort: boolean): void {
    if (this.inFlight === 0) this.#endUnsent('CANCELLED', 'the engine stops')
    else if (abort) this.#abort.abort()
  }

  #endUnsent(kind: CallCode, message: string): void {
    this.#end({ outcome: { kind, stage: 'not_sent', message, durationMs: 0 }, costNanoUsd: 0 })
  }

  #end(answer: SingleOutcome): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#answer(answer)
  }
}
