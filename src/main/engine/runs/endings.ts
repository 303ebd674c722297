import type { CallCode } from '#contract/calls'
import type { ModelRecord } from '#engine/catalog'
import type { Admission } from './admission.ts'
import type { Courier } from './courier.ts'
import { fallbackFor } from './fallback.ts'
import type { Job, Lane } from './job.ts'
import { type Denial, type Now, nowOf } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import { epochOf } from './settle-pool.ts'
import { tellFallback } from './tell.ts'
import { codeOfImpatience, isWaitTooLong } from './wait-bound.ts'

interface Scheduling {
  offer(lane: Lane): void
  lost(job: Job, error: unknown): void
}

/** What becomes of jobs without another attempt at their model: they end, or another model is asked. Each is on disk before anyone hears of it. */
export class Endings {
  readonly #admission: Admission
  readonly #courier: Courier
  readonly #scheduling: Scheduling

  constructor(admission: Admission, courier: Courier, scheduling: Scheduling) {
    this.#admission = admission
    this.#courier = courier
    this.#scheduling = scheduling
  }

  /** Of those concerned by a denial, whoever cannot wait so long falls back, or ends. */
  letGo(queue: PoolQueue, denial: Denial, now: Now, isConcerned: (job: Job) => boolean): void {
    const code = codeOfImpatience(denial)
    if (code === undefined) return
    for (const job of queue.takeOut((each) => isConcerned(each) && isWaitTooLong(queue.gate, each, denial, now))) {
      const model = fallbackFor(this.#admission, job)
      if (model === undefined || job.probeId === null)
        this.end(job, code, code === 'CIRCUIT_OPEN' ? 'its breaker does not close in time' : 'its pool does not open in time')
      else this.fallBack(job, job.probeId, model, code)
    }
  }

  /** Tries again are too many in its pool: it waits until there is room, monotonic. */
  waitsForRetryBudget(job: Job, atMs: number): void {
    const { clock, storage } = this.#admission
    job.waitCause = 'retry_budget'
    const { probeId } = job
    if (probeId !== null) {
      const row = { probeId, cause: job.waitCause, untilMs: epochOf(atMs, nowOf(clock)) }
      this.#courier.keep(
        () => storage.keep('waitProbe', row),
        () => undefined,
        () => undefined,
      )
    }
    job.lane.owner.waitsChanged()
  }

  /** A job that will never leave ends now: as failed, or with CANCELLED as cancelled. */
  end(job: Job, code: CallCode, message: string): void {
    const { probeId } = job
    const status = code === 'CANCELLED' ? 'cancelled' : 'failed'
    const write = async () => (probeId === null ? undefined : this.#admission.storage.keep('endProbe', { probeId, status, code }))
    this.#after(job, write, () => job.lane.owner.ended(job, code, message))
  }

  /** Another model is asked, in a line of its own. */
  goOnWith(job: Job, model: ModelRecord, code: CallCode): void {
    const { owner } = job.lane
    const lane = owner.fallbackLane(job.lane, model)
    if (lane === undefined) throw new Error(`a call of ${owner.method} does not fall back`)
    tellFallback(this.#admission, job, model, code)
    lane.ready.push({ ...lane.adopt(job), readySinceMs: this.#admission.clock.monotonicMs() })
    this.#scheduling.offer(lane)
    owner.waitsChanged()
  }

  /** A job that never left goes on with another model, once that is written. */
  fallBack(job: Job, probeId: number, model: ModelRecord, code: CallCode): void {
    const write = () => this.#admission.storage.keep('fallBackProbe', { probeId, modelId: model.id })
    this.#after(job, write, () => this.goOnWith(job, model, code))
  }

  /** Until it is written, the job is one of which something is still to be written. */
  #after(job: Job, write: () => Promise<unknown>, then: () => void): void {
    const { lane } = job
    lane.owner.inFlight += 1
    lane.inFlight += 1
    const written = () => {
      lane.owner.inFlight -= 1
      lane.inFlight -= 1
      then()
    }
    this.#courier.keep(write, written, (error) => this.#scheduling.lost(job, error))
  }
}
