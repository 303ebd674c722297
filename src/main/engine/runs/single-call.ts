import type { CallOutcome, Clock } from '#engine/ports'
import { CallOwner, jobOf, type SingleCall, type UnsentCall } from './call-owner.ts'
import type { Scheduler } from './scheduler.ts'

export interface SingleOutcome {
  readonly outcome: CallOutcome | UnsentCall
  /** null: what it cost is not known. */
  readonly costNanoUsd: number | null
}

const once = { isRetried: false, maxWaitMs: 0, budget: null, allowsUnpriced: true, runId: null, probeId: null } as const

/**
 * One call of the app's own: through the same admission and ledger as any probe, tried once. Answers when it is settled on disk.
 * It waits its turn for slots and minutes; a pause, a used-up day, and what only a person can mend end it unsent.
 */
export function callOnce(scheduler: Scheduler, clock: Clock, call: SingleCall): Promise<SingleOutcome> {
  return new Promise((resolve) => {
    const owner: CallOwner = new CallOwner(call, once, ({ outcome, cost }) => {
      scheduler.leave(owner)
      const { maybe_billed: maybe, unknown } = cost.coverage
      resolve({ outcome, costNanoUsd: maybe.calls + unknown.calls > 0 ? null : cost.nanoUsd })
    })
    owner.lane.ready.push(jobOf(owner, call.messages, clock))
    scheduler.join(owner.lane)
    scheduler.offer(owner.lane)
  })
}
