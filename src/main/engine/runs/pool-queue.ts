import type { WaitCause } from '#contract/calls'
import type { Clock } from '#engine/ports'
import type { Job, Lane, Owner } from './job.ts'
import type { Denial, PoolGate } from './pool-gate.ts'
import { Wakeup } from './wakeup.ts'

interface Member {
  readonly owner: Owner
  readonly lanes: Lane[]
  nextLane: number
}

/** What leaves a line together: lanes with everything in them, and their refused jobs. */
export interface Leavers {
  readonly lanes: readonly Lane[]
  readonly refused: readonly Job[]
}

/** What wants to leave through one pool: owners take turns, and within an owner its lanes do. Refused jobs go before all others, the one that has waited longest first. */
export class PoolQueue {
  readonly poolId: number
  readonly providerId: number
  readonly gate: PoolGate
  readonly wakeup: Wakeup
  /** Rises with each launch, over all queues: who shares a bound with others and was served longest ago goes first. */
  lastTurn = 0
  #blockedBy: WaitCause | null = null
  #blockedUntilMs: number | undefined
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
    return this.lanes.reduce((sum, lane) => sum + lane.ready.length, this.#refused.length)
  }

  /** Why nothing leaves, as it was last asked; null: something does. */
  get blockedBy(): WaitCause | null {
    return this.#blockedBy
  }

  /** Until when nothing leaves; undefined where no clock decides. Monotonic. */
  get blockedUntilMs(): number | undefined {
    return this.#blockedUntilMs
  }

  get lanes(): readonly Lane[] {
    return this.#members.flatMap((member) => member.lanes)
  }

  get refused(): readonly Job[] {
    return this.#refused
  }

  join(lane: Lane): void {
    const member = this.#members.find((each) => each.owner === lane.owner)
    if (member === undefined) this.#members.push({ owner: lane.owner, lanes: [lane], nextLane: 0 })
    else member.lanes.push(lane)
  }

  /** Takes lanes and their refused jobs out. */
  leave(isLeaving: (lane: Lane) => boolean): Leavers {
    const lanes = this.lanes.filter(isLeaving)
    const refused = this.#refused.filter((job) => isLeaving(job.lane))
    if (lanes.length > 0) {
      this.#members = this.#members.flatMap((member) => {
        const staying = member.lanes.filter((lane) => !isLeaving(lane))
        return staying.length === 0 ? [] : [{ ...member, lanes: staying }]
      })
    }
    for (const job of refused) this.#dropRefused(job)
    return { lanes, refused }
  }

  addRefused(job: Job): void {
    const waitedSince = sinceOf(job)
    const place = this.#refused.findIndex((other) => sinceOf(other) > waitedSince)
    this.#refused.splice(place === -1 ? this.#refused.length : place, 0, job)
    job.lane.refused += 1
  }

  /** The next job in turn whose owner and lane may be asked; it stays in place until `took`. */
  next(isOut: (lane: Lane) => boolean): Job | undefined {
    for (const job of this.#refused) if (!isOut(job.lane)) return job
    for (let step = 0; step < this.#members.length; step++) {
      const member = this.#members[(this.#turn + step) % this.#members.length]
      if (member === undefined) continue
      for (let lap = 0; lap < member.lanes.length; lap++) {
        const lane = member.lanes[(member.nextLane + lap) % member.lanes.length]
        const job = lane?.ready.peek()
        if (lane !== undefined && job !== undefined && !isOut(lane)) return job
      }
    }
    return undefined
  }

  /** Removes a job that `next` gave and passes the turn on. */
  took(job: Job): void {
    const { lane } = job
    if (lane.refused > 0 && this.#dropRefused(job)) {
      lane.refill()
      return
    }
    lane.ready.shift()
    const index = this.#members.findIndex((member) => member.owner === lane.owner)
    const member = this.#members[index]
    if (member === undefined) return
    this.#turn = (index + 1) % this.#members.length
    member.nextLane = (member.lanes.indexOf(lane) + 1) % member.lanes.length
    lane.refill()
  }

  /** Every job in line, in the order of their lanes. */
  jobs(): Job[] {
    return [...this.#refused, ...this.lanes.flatMap((lane) => lane.ready.items())]
  }

  /** A job in line goes before all others. */
  putFirst(job: Job): void {
    if (!this.remove(job)) return
    this.#refused.unshift(job)
    job.lane.refused += 1
  }

  /** Takes a job out of line. False: it is not in line. */
  remove(job: Job): boolean {
    return this.#dropRefused(job) || job.lane.ready.takeOut((other) => other === job).length > 0
  }

  /** Removes jobs of owners that send and whose patience has an end. What a person paused waits for that person. */
  takeOut(isWanted: (job: Job) => boolean): Job[] {
    const isImpatient = ({ owner }: Lane) => owner.isSending && owner.maxWaitMs !== null
    const taken = this.lanes.filter(isImpatient).flatMap((lane) => lane.ready.takeOut(isWanted))
    const refused = this.#refused.filter((job) => isImpatient(job.lane) && isWanted(job))
    for (const job of refused) this.#dropRefused(job)
    return [...refused, ...taken]
  }

  /** Nothing leaves for now, and everyone in line hears why; that there is no free slot is the usual, and said once. */
  block({ cause, atMs }: Denial): void {
    this.#blockedUntilMs = atMs
    const isNews = this.#blockedBy !== cause || cause !== 'pool_slots'
    this.#blockedBy = cause
    for (const { lanes } of this.#members) {
      for (const lane of lanes) {
        lane.blockedUntilMs = atMs
        if (lane.ready.length + lane.refused === 0 || (lane.blockedBy === cause && !isNews)) continue
        lane.blockedBy = cause
        lane.owner.waitsChanged()
      }
    }
  }

  /** One of the lane's jobs leaves. To be out of slots right after is the usual, and no news. */
  moves(lane: Lane): void {
    this.#blockedUntilMs = undefined
    if (this.#blockedBy !== 'pool_slots') this.#blockedBy = null
    if (lane.blockedBy !== 'pool_slots') lane.blockedBy = null
  }

  #dropRefused(job: Job): boolean {
    const place = this.#refused.indexOf(job)
    if (place === -1) return false
    this.#refused.splice(place, 1)
    job.lane.refused -= 1
    return true
  }
}

function sinceOf(job: Job): number {
  return job.waitSinceMs ?? Number.POSITIVE_INFINITY
}
