import type { WaitCause } from '#contract/calls'
import type { Clock } from '#engine/ports'
import type { Job, Lane, Owner } from './job.ts'
import type { PoolGate } from './pool-gate.ts'
import { Wakeup } from './wakeup.ts'

interface Member {
  readonly owner: Owner
  readonly lanes: Lane[]
  nextLane: number
}

/** What wants to leave through one pool: owners take turns, and within an owner its lanes do. Refused jobs go before all others, the one that has waited longest first. */
export class PoolQueue {
  readonly poolId: number
  readonly providerId: number
  readonly gate: PoolGate
  readonly wakeup: Wakeup
  /** Why nothing leaves now; null while something does or nothing wants to. */
  blockedBy: WaitCause | null = null
  blockedUntilMs: number | undefined
  #members: Member[] = []
  #turn = 0
  #refused: Job[] = []

  constructor(poolId: number, providerId: number, gate: PoolGate, clock: Clock, ring: (queue: PoolQueue) => void) {
    this.poolId = poolId
    this.providerId = providerId
    this.gate = gate
    this.wakeup = new Wakeup(clock, () => ring(this))
  }

  get ready(): number {
    return (
      this.#refused.length +
      this.#members.reduce((sum, member) => sum + member.lanes.reduce((jobs, lane) => jobs + lane.ready.length, 0), 0)
    )
  }

  get owners(): Owner[] {
    return this.#members.map((member) => member.owner)
  }

  get refused(): readonly Job[] {
    return this.#refused
  }

  join(lane: Lane): void {
    const member = this.#members.find((each) => each.owner === lane.owner)
    if (member === undefined) this.#members.push({ owner: lane.owner, lanes: [lane], nextLane: 0 })
    else member.lanes.push(lane)
  }

  /** Takes an owner's lanes and refused jobs out. */
  leave(owner: Owner): void {
    this.#members = this.#members.filter((member) => member.owner !== owner)
    this.#refused = this.#refused.filter((job) => job.lane.owner !== owner)
  }

  addRefused(job: Job): void {
    const waitedSince = job.waitSinceMs ?? Number.POSITIVE_INFINITY
    const place = this.#refused.findIndex((other) => (other.waitSinceMs ?? Number.POSITIVE_INFINITY) > waitedSince)
    this.#refused.splice(place === -1 ? this.#refused.length : place, 0, job)
  }

  dropRefused(job: Job): void {
    this.#refused = this.#refused.filter((other) => other !== job)
  }

  /** The next job in turn whose owner and lane may be asked; it stays in place until `took`. */
  next(isOut: (job: Job) => boolean): Job | undefined {
    const refused = this.#refused.find((job) => !isOut(job))
    if (refused !== undefined) return refused
    for (let step = 0; step < this.#members.length; step++) {
      const index = (this.#turn + step) % this.#members.length
      const member = this.#members[index]
      if (member === undefined) continue
      for (let lap = 0; lap < member.lanes.length; lap++) {
        const job = member.lanes[(member.nextLane + lap) % member.lanes.length]?.ready.peek()
        if (job !== undefined && !isOut(job)) return job
      }
    }
    return undefined
  }

  /** Removes a job that `next` gave and passes the turn on. */
  took(job: Job): void {
    if (this.#refused.includes(job)) {
      this.dropRefused(job)
      return
    }
    job.lane.ready.shift()
    const index = this.#members.findIndex((member) => member.owner === job.lane.owner)
    const member = this.#members[index]
    if (member === undefined) return
    this.#turn = (index + 1) % this.#members.length
    member.nextLane = (member.lanes.indexOf(job.lane) + 1) % member.lanes.length
    job.lane.refill()
  }
}
