import { executeCall, TokenEstimates } from '#engine/calls'
import type { ProviderRecord } from '#engine/catalog'
import type { CallOutcome } from '#engine/ports'
import { type Admission, type Admitted, askAdmission, takeAdmission } from './admission.ts'
import { DelayQueue } from './delay-queue.ts'
import type { Job, Lane, Owner } from './job.ts'
import { buildCall, buildStart } from './outgoing.ts'
import type { Denial, Now } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { Services } from './services.ts'
import { settleJob } from './settle-job.ts'

/**
 * Sends what is ready and may leave. Invariants:
 * 1. A job is in exactly one place: its lane, a pool's refused list, the delay queue, in flight, or ended.
 * 2. Asking has no side effects; everything a start takes is taken in the same turn, and settled once.
 * 3. No pool waits behind another; within a pool owners take turns.
 * 4. While outcomes wait for the database, nothing leaves.
 * 5. After `stop()` nothing leaves and nothing is in flight.
 */
export class Scheduler {
  readonly services: Services
  readonly estimates: TokenEstimates
  readonly #ports: SchedulerPorts
  readonly #delayed: DelayQueue<Job>
  readonly #inFlight = new Set<Promise<void>>()
  #isStopped = false

  constructor(ports: SchedulerPorts) {
    this.#ports = ports
    this.services = new Services(ports, (queue) => this.pump(queue))
    this.estimates = new TokenEstimates(() => ports.settings().assumedOutputTokens)
    this.#delayed = new DelayQueue(ports.clock, (job) => this.#ripe(job))
    ports.storage.onChange(() => this.pumpAll())
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  /** Puts a lane's jobs in line. */
  join(lane: Lane): void {
    this.services.queueOf(lane.model).join(lane)
  }

  /** Takes an owner out of every line; what is in flight goes on. */
  leave(owner: Owner): void {
    for (const queue of this.services.queues()) queue.leave(owner)
    this.#delayed.remove((job) => job.lane.owner === owner)
    owner.delayed = 0
  }

  /** A lane has something ready. */
  offer(lane: Lane): void {
    this.pump(this.services.queueOf(lane.model))
  }

  /** Puts a job that must wait for an instant of its own aside. Monotonic. */
  delay(job: Job, dueMs: number): void {
    job.lane.owner.delayed += 1
    this.#delayed.add(job, dueMs)
  }

  nextDelayDueMs(owner: Owner): number | undefined {
    return this.#delayed.nextDueMs((job) => job.lane.owner === owner)
  }

  pumpAll(): void {
    for (const queue of this.services.queues()) this.pump(queue)
  }

  pump(queue: PoolQueue): void {
    if (this.#isStopped) return
    const now = this.#now()
    const outOwners = new Set<Owner>()
    const outLanes = new Set<Lane>()
    for (;;) {
      const job = queue.next((each) => !each.lane.owner.isSending || outOwners.has(each.lane.owner) || outLanes.has(each.lane))
      if (job === undefined) return
      const answer = askAdmission(this.#admission(), queue, job, now)
      if (answer.kind === 'yes') {
        this.#launch(queue, job, takeAdmission(this.#admission(), queue, job, answer, now), now)
        continue
      }
      if (isWaitTooLong(queue, job, answer.denial, now)) {
        this.#expire(queue, job, answer.denial)
        continue
      }
      job.lane.blockedBy = answer.denial.cause
      if (answer.denial.atMs !== undefined) queue.wakeup.arm(answer.denial.atMs)
      if (answer.scope === 'pool') {
        this.#block(queue, answer.denial)
        return
      }
      if (answer.scope === 'owner') outOwners.add(job.lane.owner)
      else outLanes.add(job.lane)
      job.lane.owner.waitsChanged()
    }
  }

  /** Nothing more leaves; what is in flight is received, or aborted by its owner, and settled. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#delayed.stop()
    for (const queue of this.services.queues()) queue.wakeup.cancel()
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight)
  }

  #block(queue: PoolQueue, denial: { readonly cause: PoolQueue['blockedBy']; readonly atMs?: number | undefined }): void {
    queue.blockedBy = denial.cause
    queue.blockedUntilMs = denial.atMs
    for (const owner of queue.owners) {
      for (const lane of owner.lanes) if (lane.model.poolId === queue.poolId && lane.ready.length > 0) lane.blockedBy = denial.cause
      owner.waitsChanged()
    }
  }

  /** The run's `maxWaitMs` would pass before the pool opens: the job ends now, unsent. */
  #expire(queue: PoolQueue, job: Job, denial: Denial): void {
    queue.took(job)
    const code = denial.cause === 'requests_per_day' ? 'DAILY_QUOTA' : 'RATE_LIMITED'
    if (job.probeId === null) job.lane.owner.ended(job, { kind: 'failed' })
    else
      void this.#ports.storage
        .keep('endProbe', { probeId: job.probeId, status: 'failed', code })
        .then(() => job.lane.owner.ended(job, { kind: 'failed' }), this.#lost)
  }

  readonly #lost = (error: unknown): void => {
    this.#ports.log.error(
      { area: 'runs', step: 'settle', error: error instanceof Error ? error.stack : String(error) },
      'something was not settled',
    )
  }

  #launch(queue: PoolQueue, job: Job, admitted: Admitted, now: Now): void {
    queue.took(job)
    queue.blockedBy = null
    queue.blockedUntilMs = undefined
    job.lane.blockedBy = null
    const flight = this.#fly(queue, job, admitted, now).catch(this.#lost)
    this.#inFlight.add(flight)
    void flight.then(() => this.#inFlight.delete(flight))
  }

  async #fly(queue: PoolQueue, job: Job, admitted: Admitted, now: Now): Promise<void> {
    const { owner, model } = job.lane
    const provider = this.#ports.catalog.provider(model.providerId)
    job.attempts += 1
    owner.sent(job)
    const ulid = this.#ports.ulid(now.epochMs)
    const call = await this.#call(provider, job, ulid)
    if (call === undefined) {
      this.#takeBack(queue, job, admitted)
      return
    }
    const start = buildStart(job, ulid, admitted, now)
    let report = (): void => undefined
    const executed = await executeCall(this.#ports, start, call, owner.signal, (outcome, attemptId) => {
      this.estimates.learn(model.id, job.promptBytes, outcome)
      const settled = settleJob(this.#ports, queue, this.services, job, admitted, outcome, attemptId)
      report = () => this.#report(job, outcome, settled)
      this.#freed(queue, owner, provider)
      return settled.row
    })
    if (executed.kind === 'not_sent') {
      this.#ports.log.error(
        { area: 'runs', step: 'write-ahead', probe: job.probeId, error: String(executed.error) },
        'an attempt could not be written ahead and was not sent',
      )
      this.#takeBack(queue, job, admitted)
      return
    }
    report()
  }

  /** undefined: the credential is gone, or the simulator did not start. */
  async #call(provider: ProviderRecord, job: Job, ulid: string) {
    try {
      return await buildCall(this.#ports, provider, job, ulid)
    } catch (error) {
      this.#ports.log.error({ area: 'runs', step: 'prepare', provider: provider.key, error: String(error) }, 'a call could not be prepared')
      return undefined
    }
  }

  /** Nothing left: everything taken goes back, and the job to where it came from, to be asked again in a second. */
  #takeBack(queue: PoolQueue, job: Job, admitted: Admitted): void {
    const nowMs = this.#ports.clock.monotonicMs()
    queue.gate.released(admitted.ticket, nowMs)
    admitted.provider.inFlight -= 1
    job.lane.owner.onWire -= 1
    if (admitted.reservation !== undefined) job.lane.owner.budget?.settle(admitted.reservation, 0)
    job.attempts -= 1
    job.lane.owner.unsent(job)
    this.delay(job, nowMs + 1000)
  }

  #report(job: Job, outcome: CallOutcome, settled: ReturnType<typeof settleJob>): void {
    const { owner } = job.lane
    Object.assign(job, settled.job)
    if (settled.after.back !== null) {
      const queue = this.services.queueOf(job.lane.model)
      job.readySinceMs = this.#ports.clock.monotonicMs()
      if (settled.after.back.to === 'delay') this.delay(job, job.readySinceMs + settled.after.back.delayMs)
      else if (settled.after.back.to === 'refused') queue.addRefused(job)
      else job.lane.ready.unshift(job)
    }
    owner.settled(
      job,
      { outcome, costState: settled.cost.state, costNanoUsd: settled.cost.nanoUsd, costUpperNanoUsd: settled.cost.upperNanoUsd },
      settled.after.end,
    )
    if (settled.after.back !== null && owner.isSending) this.pump(this.services.queueOf(job.lane.model))
  }

  /** A slot came free: whoever shares the pool, the provider's cap or the owner's own bounds is asked again. */
  #freed(queue: PoolQueue, owner: Owner, provider: ProviderRecord): void {
    this.pump(queue)
    if (provider.maxParallel !== null)
      for (const other of this.services.queues()) if (other !== queue && other.providerId === provider.id) this.pump(other)
    if (owner.maxParallel !== null || owner.budget !== null) {
      for (const lane of owner.lanes) if (lane.model.poolId !== queue.poolId) this.offer(lane)
    }
  }

  #ripe(job: Job): void {
    job.lane.owner.delayed -= 1
    job.readySinceMs = this.#ports.clock.monotonicMs()
    job.lane.ready.unshift(job)
    this.offer(job.lane)
  }

  #admission(): Admission {
    return {
      catalog: this.#ports.catalog,
      storage: this.#ports.storage,
      secrets: this.#ports.secrets,
      services: this.services,
      estimates: this.estimates,
      maxCostPerCallNanoUsd: this.#ports.settings().maxCostPerCallNanoUsd,
    }
  }

  #now(): Now {
    return { epochMs: this.#ports.clock.nowMs(), monotonicMs: this.#ports.clock.monotonicMs() }
  }
}

function isWaitTooLong(queue: PoolQueue, job: Job, denial: Denial, now: Now): boolean {
  const { maxWaitMs } = job.lane.owner
  if (maxWaitMs === null || denial.atMs === undefined || (denial.cause !== 'parked' && denial.cause !== 'requests_per_day')) return false
  const sinceMs = Math.max(job.readySinceMs, queue.gate.blockedSinceMs ?? now.monotonicMs)
  return denial.atMs - sinceMs > maxWaitMs
}
