import type { Clock } from '#engine/ports'
import { DelayQueue } from './delay-queue.ts'
import type { Job, Owner } from './job.ts'
import { takeRetryRoom } from './retry-room.ts'
import type { Services } from './services.ts'

export interface DelayPorts {
  readonly clock: Clock
  readonly services: Services
  /** Its time has come, and the pool's budget of retries has room for it. */
  readonly ripe: (job: Job) => void
  /** Its time has come, and there is no room before an instant. Monotonic. */
  readonly waitsForBudget: (job: Job, atMs: number) => void
}

/** Jobs that wait for an instant of their own: between two tries, and where tries again are too many. */
export class Delays {
  readonly #ports: DelayPorts
  readonly #queue: DelayQueue<Job>

  constructor(ports: DelayPorts) {
    this.#ports = ports
    this.#queue = new DelayQueue(ports.clock, (job) => this.#due(job))
  }

  /** Monotonic. */
  add(job: Job, dueMs: number): void {
    job.lane.owner.delayed += 1
    this.#queue.add(job, dueMs)
  }

  /** False: it does not wait here. */
  remove(job: Job): boolean {
    if (this.#queue.remove((other) => other === job).length === 0) return false
    job.lane.owner.delayed -= 1
    return true
  }

  leave(owner: Owner): void {
    this.#queue.remove((job) => job.lane.owner === owner)
    owner.delayed = 0
  }

  /** Those of an owner, by their instants. */
  of(owner: Owner): readonly { readonly dueMs: number; readonly item: Job }[] {
    return this.#queue.entries().filter(({ item }) => item.lane.owner === owner)
  }

  stop(): void {
    this.#queue.stop()
  }

  #due(job: Job): void {
    const { clock, services, ripe, waitsForBudget } = this.#ports
    job.lane.owner.delayed -= 1
    job.readySinceMs = clock.monotonicMs()
    const atMs = takeRetryRoom(services.queueOf(job.lane.model), job, job.readySinceMs)
    if (atMs <= job.readySinceMs) {
      ripe(job)
      return
    }
    this.add(job, atMs)
    waitsForBudget(job, atMs)
  }
}
