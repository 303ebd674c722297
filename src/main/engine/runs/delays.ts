import type { Clock } from '#engine/ports'
import { DelayQueue } from './delay-queue.ts'
import type { Job, Owner } from './job.ts'
import type { PoolQueue } from './pool-queue.ts'
import { isRetry } from './retry-room.ts'
import type { Services } from './services.ts'
import { Wakeup } from './wakeup.ts'

export interface DelayPorts {
  readonly clock: Clock
  readonly services: Services
  /** Its time has come: it goes into line. */
  readonly ripe: (job: Job) => void
  /** Its time has come, and its pool's budget of retries has no room before an instant. Monotonic. */
  readonly waitsForBudget: (job: Job, atMs: number) => void
}

/** Those of a pool for whom its budget of retries has no room, first come first. */
interface BudgetLine {
  readonly jobs: Job[]
  readonly wakeup: Wakeup
  /** When there is room if nothing else leaves until then. */
  roomAtMs: number
}

export interface Delay {
  readonly dueMs: number
  readonly item: Job
}

/** Jobs that wait for an instant of their own: between two tries, and where tries again are too many. */
export class Delays {
  readonly #ports: DelayPorts
  readonly #queue: DelayQueue<Job>
  readonly #lines = new Map<PoolQueue, BudgetLine>()
  /** Those whose pool has made room for them, until they have left. */
  readonly #roomed = new WeakSet<Job>()

  constructor(ports: DelayPorts) {
    this.#ports = ports
    this.#queue = new DelayQueue(ports.clock, (job) => this.#due(job))
  }

  /** A job that left and is to leave again. Monotonic. */
  add(job: Job, dueMs: number): void {
    this.#roomed.delete(job)
    this.addKeptBack(job, dueMs)
  }

  /** One that did not leave after all: the room that was made for it is still its own. Monotonic. */
  addKeptBack(job: Job, dueMs: number): void {
    job.lane.owner.delayed += 1
    this.#queue.add(job, dueMs)
  }

  /** A job leaves its pool. A call that is no retry makes room for some: who has it goes into line. */
  called(queue: PoolQueue, job: Job, nowMs: number): void {
    if (isRetry(job)) return
    queue.gate.retries.called(nowMs)
    this.#admit(queue, nowMs)
  }

  /** False: it does not wait here. */
  remove(job: Job): boolean {
    if (!this.#takeOut((other) => other === job)) return false
    job.lane.owner.delayed -= 1
    return true
  }

  leave(owner: Owner): void {
    this.#takeOut((job) => job.lane.owner === owner)
    owner.delayed = 0
  }

  /** Those of an owner, by their instants. */
  of(owner: Owner): readonly Delay[] {
    const between = this.#queue.entries().filter(({ item }) => item.lane.owner === owner)
    const inLine = [...this.#lines.values()].flatMap(({ jobs, roomAtMs }) =>
      jobs.filter((job) => job.lane.owner === owner).map((item) => ({ dueMs: roomAtMs, item })),
    )
    return [...between, ...inLine]
  }

  /** How many wait here, by the pool they will leave by. */
  byPool(): ReadonlyMap<number, number> {
    const counts = new Map<number, number>()
    const count = ({ lane }: Job) => counts.set(lane.model.poolId, (counts.get(lane.model.poolId) ?? 0) + 1)
    for (const { item } of this.#queue.entries()) count(item)
    for (const { jobs } of this.#lines.values()) jobs.forEach(count)
    return counts
  }

  stop(): void {
    this.#queue.stop()
    for (const { wakeup } of this.#lines.values()) wakeup.cancel()
  }

  #due(job: Job): void {
    const { clock, services, ripe, waitsForBudget } = this.#ports
    const nowMs = clock.monotonicMs()
    job.readySinceMs = nowMs
    if (!isRetry(job) || this.#roomed.has(job)) {
      job.lane.owner.delayed -= 1
      ripe(job)
      return
    }
    const queue = services.queueOf(job.lane.model)
    const line = this.#lineOf(queue)
    line.jobs.push(job)
    this.#admit(queue, nowMs)
    if (line.jobs.includes(job)) waitsForBudget(job, line.roomAtMs)
  }

  /** Lets go of the line's first as long as there is room, and asks again when there will be. */
  #admit(queue: PoolQueue, nowMs: number): void {
    const line = this.#lines.get(queue)
    if (line === undefined) return
    const { retries } = queue.gate
    for (let job = line.jobs[0]; job !== undefined; job = line.jobs[0]) {
      line.roomAtMs = retries.roomAtMs(nowMs)
      if (line.roomAtMs > nowMs) {
        line.wakeup.arm(line.roomAtMs)
        return
      }
      line.jobs.shift()
      retries.retried(nowMs)
      this.#roomed.add(job)
      job.lane.owner.delayed -= 1
      this.#ports.ripe(job)
    }
  }

  #lineOf(queue: PoolQueue): BudgetLine {
    let line = this.#lines.get(queue)
    if (line === undefined) {
      const { clock } = this.#ports
      line = { jobs: [], wakeup: new Wakeup(clock, () => this.#admit(queue, clock.monotonicMs())), roomAtMs: 0 }
      this.#lines.set(queue, line)
    }
    return line
  }

  #takeOut(isWanted: (job: Job) => boolean): boolean {
    let found = this.#queue.remove(isWanted).length > 0
    for (const { jobs } of this.#lines.values()) {
      for (let index = jobs.length - 1; index >= 0; index -= 1) {
        const job = jobs[index]
        if (job === undefined || !isWanted(job)) continue
        jobs.splice(index, 1)
        found = true
      }
    }
    return found
  }
}
