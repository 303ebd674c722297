import type { EpochMs, MonotonicMs } from '#contract/units'
import type { Clock } from '#engine/ports'

interface Event {
  readonly atMs: number
  /** Of several at one instant the one that was planned first comes first. */
  readonly order: number
  readonly happen: () => void
  /** Whoever sleeps goes on in a microtask of its own: it must run before time does. */
  readonly wakes: AbortSignal | true | null
}

/**
 * Time that passes only from event to event. Invariants:
 * 1. It never runs backwards, and what was planned for an instant happens at it, in the order of planning.
 * 2. Between two events everything that the first woke has gone as far as it can.
 * 3. None passes while something that really takes time is waited for.
 */
export class VirtualTime implements Clock {
  readonly #epochMs: number
  #nowMs = 0
  #planned = 0
  readonly #heap: Event[] = []
  readonly #held = new Set<Promise<unknown>>()

  /** `epochMs`: the wall clock's reading as it begins. */
  constructor(epochMs: EpochMs) {
    this.#epochMs = epochMs
  }

  nowMs(): EpochMs {
    return Math.round(this.#epochMs + this.#nowMs) as EpochMs
  }

  monotonicMs(): MonotonicMs {
    return this.#nowMs as MonotonicMs
  }

  /** One whose signal is aborted never wakes. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => this.#plan(ms, resolve, signal ?? true))
  }

  after(ms: number, happen: () => void): void {
    this.#plan(ms, happen, null)
  }

  /** Something that takes time of its own: while it does, none passes here. */
  hold<Answer>(work: Promise<Answer>): Promise<Answer> {
    const over: Promise<void> = work.then(nothing, nothing).then(() => void this.#held.delete(over))
    this.#held.add(over)
    return work
  }

  /**
   * Lets time pass until nothing is planned any more, or `isOver` of what is next says that it is enough. `pause` is asked after every few dozen events and may give the thread to others.
   * Rejects with what `pause` rejects with.
   */
  async run(pause: () => Promise<void> | undefined, isOver: (atMs: number) => boolean = () => false): Promise<void> {
    await this.#settle()
    for (let events = 1; ; events++) {
      const next = this.#pop()
      if (next === undefined || isOver(next.atMs)) return
      if (next.wakes !== null && next.wakes !== true && next.wakes.aborted) continue
      this.#nowMs = next.atMs
      next.happen()
      if (next.wakes !== null) await undefined
      if (this.#held.size > 0) await this.#settle()
      if (events % eventsBetweenPauses === 0) await pause()
    }
  }

  /** Until nothing is held, and whoever waited for it has acted. */
  async #settle(): Promise<void> {
    do {
      await Promise.all(this.#held)
      for (let hop = 0; hop < hopsOfAnAnswer; hop++) await undefined
    } while (this.#held.size > 0)
  }

  #plan(ms: number, happen: () => void, wakes: Event['wakes']): void {
    const heap = this.#heap
    const event: Event = { atMs: this.#nowMs + Math.max(0, ms), order: this.#planned, happen, wakes }
    this.#planned += 1
    let place = heap.length
    heap.push(event)
    while (place > 0) {
      const above = (place - 1) >>> 1
      const parent = heap[above]
      if (parent === undefined || !isBefore(event, parent)) break
      heap[place] = parent
      place = above
    }
    heap[place] = event
  }

  #pop(): Event | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let place = 0
    for (;;) {
      let below = place * 2 + 1
      let child = heap[below]
      if (child === undefined) break
      const right = heap[below + 1]
      if (right !== undefined && isBefore(right, child)) {
        below += 1
        child = right
      }
      if (!isBefore(child, last)) break
      heap[place] = child
      place = below
    }
    heap[place] = last
    return first
  }
}

const nothing = () => undefined

const eventsBetweenPauses = 32

/** Promises that pass an answer on, at most. */
const hopsOfAnAnswer = 16

function isBefore(left: Event, right: Event): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order)
}
