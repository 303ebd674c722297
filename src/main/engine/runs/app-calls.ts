import { emptyTotal } from '#engine/money'
import type { ActiveRun } from './active-run.ts'
import { Budget } from './budget.ts'
import { type CallEnd, CallOwner, jobOf, type SingleCall } from './call-owner.ts'
import type { Scheduler } from './scheduler.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** A call of the app's own that is tried until it is answered, or ends for good. */
export interface AppCall extends SingleCall {
  /** How long it may wait for a pool or a breaker; null: as long as it takes. */
  readonly maxWaitMs: number | null
  /** The run it belongs to, and the probe it is about: both stand in the ledger, and it is sent only as far as the run's budget goes. */
  readonly run?: { readonly runId: number; readonly probeId: number | null } | undefined
  /** Beside that of a run: it is sent only as far as this one goes. Of several calls, the same object. */
  readonly budget?: Budget | undefined
}

/** Runs that rest and were asked about last; a run that goes on has its own. */
const maxBudgets = 50

/**
 * What the engine asks models for itself: expansions and judges. Invariants:
 * 1. A call goes through the scheduler as any probe does: admission, ledger, tries, pauses, breakers.
 * 2. It ends with its signal, and with the engine, whatever it waits for.
 * 3. What it failed with is counted once by a breaker between two successes, however often it was tried.
 */
export class AppCalls {
  readonly #ports: Pick<SchedulerPorts, 'clock' | 'storage'>
  readonly #scheduler: Scheduler
  readonly #activeRuns: () => readonly ActiveRun[]
  readonly #budgets = new Map<number, Promise<RunMeans>>()
  #calls = 0

  constructor(ports: Pick<SchedulerPorts, 'clock' | 'storage'>, scheduler: Scheduler, activeRuns: () => readonly ActiveRun[]) {
    this.#ports = ports
    this.#scheduler = scheduler
    this.#activeRuns = activeRuns
  }

  /** Answers when its last attempt is on disk. Never throws for what came of it: that is its outcome, `CANCELLED` after the signal. */
  async ask(call: AppCall, signal: AbortSignal): Promise<CallEnd> {
    const means = call.run === undefined ? { budget: call.budget ?? null, allowsUnpriced: true } : await this.#meansOf(call.run.runId)
    if (signal.aborted || this.#scheduler.isClosed) return unasked
    return await this.#ask(call, { ...means, budget: call.budget ?? means.budget }, signal)
  }

  #ask(call: AppCall, means: RunMeans, signal: AbortSignal): Promise<CallEnd> {
    const { run, maxWaitMs } = call
    this.#calls += 1
    return new Promise((resolve) => {
      const ties = { runId: run?.runId ?? null, probeId: run?.probeId ?? null }
      const owner: CallOwner = new CallOwner(call, { isRetried: true, maxWaitMs, ...means, ...ties }, (end) => {
        signal.removeEventListener('abort', abandon)
        this.#scheduler.leave(owner)
        // What it did not use of its reservation may be what a call in another pool waits for.
        if (means.budget !== null) this.#scheduler.pumpAll()
        resolve(end)
      })
      const abandon = () => owner.abandon()
      signal.addEventListener('abort', abandon, { once: true })
      owner.lane.ready.push(jobOf(owner, call.messages, this.#ports.clock, `call ${this.#calls}`))
      this.#scheduler.join(owner.lane)
      this.#scheduler.offer(owner.lane)
    })
  }

  #meansOf(runId: number): Promise<RunMeans> | RunMeans {
    const active = this.#activeRuns().find((run) => run.runId === runId)
    if (active !== undefined) {
      this.#budgets.delete(runId)
      return active
    }
    const known = this.#budgets.get(runId)
    if (known !== undefined) return known
    const [oldest] = this.#budgets.keys()
    if (this.#budgets.size >= maxBudgets && oldest !== undefined) this.#budgets.delete(oldest)
    const read = this.#read(runId)
    this.#budgets.set(runId, read)
    return read
  }

  /** As it rests on disk. What cannot be read is not held to be without bounds: nothing is sent for it. */
  async #read(runId: number): Promise<RunMeans> {
    const { limitNanoUsd, spentNanoUsd, allowsUnpriced } = await this.#ports.storage.read('runSpend', { runId })
    return { budget: limitNanoUsd === null ? null : new Budget(limitNanoUsd, spentNanoUsd, allowsUnpriced), allowsUnpriced }
  }
}

type RunMeans = Pick<ActiveRun, 'budget' | 'allowsUnpriced'>

const unasked: CallEnd = {
  outcome: { kind: 'CANCELLED', stage: 'not_sent', message: 'nobody waits for it any more', durationMs: 0 },
  calls: 0,
  cost: emptyTotal(),
  attempt: null,
}
