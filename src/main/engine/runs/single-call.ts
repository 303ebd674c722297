import type { CallMethod } from '#contract/calls'
import { promptBytes } from '#engine/batches'
import type { ModelRecord } from '#engine/catalog'
import type { CallOutcome, CallParameters, Clock, PromptMessage } from '#engine/ports'
import { Fifo } from './fifo.ts'
import type { AttemptSettled, Job, JobEnd, Lane, Owner } from './job.ts'
import type { Scheduler } from './scheduler.ts'

export interface SingleCall {
  readonly method: CallMethod
  readonly user: string
  readonly model: ModelRecord
  readonly messages: readonly PromptMessage[]
  readonly parameters: CallParameters
}

/** One call of the app's own: through the same admission and ledger as any probe, tried once. Answers when it is settled on disk. */
export function callOnce(
  scheduler: Scheduler,
  clock: Clock,
  call: SingleCall,
): Promise<{ readonly outcome: CallOutcome; readonly costNanoUsd: number | null }> {
  return new Promise((resolve) => {
    const owner = new SingleOwner(call, (_job, attempt) => {
      owner.isSending = false
      scheduler.leave(owner)
      resolve({ outcome: attempt.outcome, costNanoUsd: attempt.costNanoUsd })
    })
    const lane: Lane = {
      owner,
      model: call.model,
      parameters: call.parameters,
      ready: new Fifo<Job>(),
      blockedBy: null,
      refill: () => undefined,
    }
    owner.lanes = [lane]
    lane.ready.push({
      lane,
      probeId: null,
      promptIdx: 0,
      sample: 0,
      messages: call.messages,
      promptBytes: promptBytes(call.messages),
      attempts: 0,
      allowanceUsed: 0,
      countedRefusals: 0,
      readySinceMs: clock.monotonicMs(),
      waitCause: null,
      waitSinceMs: null,
    })
    scheduler.join(lane)
    scheduler.offer(lane)
  })
}

class SingleOwner implements Owner {
  readonly runId = null
  readonly method: CallMethod
  readonly user: string
  readonly maxParallel = null
  readonly maxWaitMs = null
  readonly budget = null
  readonly isAbandoned = false
  readonly signal = new AbortController().signal
  lanes: readonly Lane[] = []
  isSending = true
  inFlight = 0
  onWire = 0
  delayed = 0
  readonly #done: (job: Job, attempt: AttemptSettled) => void

  constructor(call: SingleCall, done: (job: Job, attempt: AttemptSettled) => void) {
    this.method = call.method
    this.user = call.user
    this.#done = done
  }

  sent(): void {
    this.isSending = true
  }

  unsent(): void {
    this.inFlight -= 1
  }

  settled(job: Job, attempt: AttemptSettled, _end: JobEnd): void {
    this.inFlight -= 1
    this.#done(job, attempt)
  }

  ended(): void {
    this.isSending = false
  }

  waitsChanged(): void {
    this.delayed = Math.max(0, this.delayed)
  }
}
