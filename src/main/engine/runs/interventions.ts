import type { WaitCause } from '#contract/calls'
import type { ModelRecord } from '#engine/catalog'
import type { Admission } from './admission.ts'
import type { Delays } from './delays.ts'
import type { Endings } from './endings.ts'
import { fallbackFor } from './fallback.ts'
import type { Job, Lane, Owner } from './job.ts'
import { nowOf } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'

/** A job that is in memory and not on its way. `untilMs` monotonic; undefined: no clock decides. `cause` null: it has only just come into line. */
export interface WaitingJob {
  readonly job: Job
  readonly cause: WaitCause | null
  readonly untilMs: number | undefined
}

/** Pauses that nobody but us imposed. */
const ownPauses: readonly WaitCause[] = ['parked', 'opening', 'breaker', 'retry_backoff', 'retry_budget']

interface Scheduling {
  pump(queue: PoolQueue): void
}

/** What a person sees of waiting jobs, and does about one. A limit is broken for nobody: only pauses that we imposed on ourselves can be ended. */
export class Interventions {
  readonly #admission: Admission
  readonly #delays: Delays
  readonly #endings: Endings
  readonly #scheduling: Scheduling

  constructor(admission: Admission, delays: Delays, endings: Endings, scheduling: Scheduling) {
    this.#admission = admission
    this.#delays = delays
    this.#endings = endings
    this.#scheduling = scheduling
  }

  waiting(owner: Owner): WaitingJob[] {
    const inLine = owner.lanes.flatMap((lane) => this.#inLine(lane))
    const aside = this.#delays.of(owner)
    return [...inLine, ...aside.map(({ item, dueMs }) => ({ job: item, cause: item.waitCause, untilMs: dueMs }))]
  }

  /** Whether `retryNow` would send it. */
  canRetryNow({ cause }: WaitingJob): boolean {
    return cause !== null && ownPauses.includes(cause)
  }

  /** The model that `useFallback` would ask. */
  fallbackOf({ job }: WaitingJob): ModelRecord | undefined {
    return fallbackFor(this.#admission, job, { isAsked: true })
  }

  /** One request of this job leaves now, before the end of its pause. False: what it waits for is no pause of ours. */
  retryNow({ job, cause }: WaitingJob, by: string): boolean {
    const queue = this.#queueOf(job)
    if (cause === 'retry_backoff' || cause === 'retry_budget') {
      if (!this.#delays.remove(job)) return false
      job.readySinceMs = this.#admission.clock.monotonicMs()
      queue.gate.retries.retried(job.readySinceMs)
      job.lane.ready.unshift(job)
    } else if (!this.#endPause(queue, job.lane, cause)) return false
    else queue.putFirst(job)
    this.#told(job, 'retry_now', cause, by)
    this.#scheduling.pump(queue)
    return true
  }

  /** The pool's pause ends: one request goes, of whoever has waited longest. False: it is not in one. */
  endPauseOf(queue: PoolQueue, by: string): boolean {
    if (!queue.gate.endPause(nowOf(this.#admission.clock).monotonicMs)) return false
    const { catalog, events, log } = this.#admission
    const subject = `pool:${catalog.provider(queue.providerId).key}/${catalog.pool(queue.poolId).name}`
    log.info({ area: 'runs', step: 'retry_now', subject, by }, 'a person ended a pause')
    events.record({ kind: 'retry_now', subject, data: { by } })
    this.#scheduling.pump(queue)
    return true
  }

  /** It is never sent: it ends as cancelled. False: it is no longer waiting. */
  skip({ job, cause }: WaitingJob, by: string): boolean {
    if (!this.#takeOut(job)) return false
    this.#told(job, 'skip', cause, by)
    this.#endings.end(job, 'CANCELLED', `skipped by ${by}`)
    return true
  }

  /** Its model's fallback is asked, whatever the run allows: a person says so. False: nobody may answer in its place, or it is no longer waiting. */
  useFallback({ job, cause }: WaitingJob, by: string): boolean {
    const model = fallbackFor(this.#admission, job, { isAsked: true })
    if (model === undefined || job.probeId === null || !this.#takeOut(job)) return false
    this.#told(job, 'use_fallback', cause, by)
    this.#endings.fallBack(job, job.probeId, model, 'CANCELLED')
    return true
  }

  #inLine(lane: Lane): WaitingJob[] {
    const jobs = this.#admission.services.queueOf(lane.model).jobs()
    return jobs.filter((job) => job.lane === lane).map((job) => ({ job, cause: lane.blockedBy, untilMs: lane.blockedUntilMs }))
  }

  #endPause(queue: PoolQueue, lane: Lane, cause: WaitCause | null): boolean {
    const now = nowOf(this.#admission.clock)
    if (cause === 'parked' || cause === 'opening') return queue.gate.endPause(now.monotonicMs)
    return cause === 'breaker' && this.#admission.breakers.tryNow(this.#admission.services.callServices(lane.model), now)
  }

  #takeOut(job: Job): boolean {
    return this.#delays.remove(job) || this.#queueOf(job).remove(job)
  }

  #queueOf(job: Job): PoolQueue {
    return this.#admission.services.queueOf(job.lane.model)
  }

  #told(job: Job, step: string, cause: WaitCause | null, by: string): void {
    const { log, events } = this.#admission
    const { lane, promptIdx, sample } = job
    const facts = { model: lane.model.ref, prompt: promptIdx, sample, cause, by }
    log.info({ area: 'runs', step, run: lane.owner.runId, probe: job.probeId, ...facts }, 'a person acted on a probe')
    events.record({ kind: 'retry_now', subject: `model:${lane.model.ref}`, runId: lane.owner.runId, data: { step, ...facts } })
  }
}
