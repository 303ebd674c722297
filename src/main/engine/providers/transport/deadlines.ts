import type { Clock } from '#engine/ports'

/** Something that must be over by an instant of the steady clock. */
export interface Timed {
  dueAtMs(): number
  expire(nowMs: number): void
}

/**
 * Ends what takes too long: one sleep for everything in flight instead of three timers a call.
 * 1. It sleeps until the earliest deadline it knows; a deadline that moved later costs one early look, one that moved earlier must be told by `reconsider`.
 * 2. With nothing in flight it sleeps on at most once; `stop` ends that sleep.
 */
export class Deadlines {
  readonly #clock: Clock
  readonly #timed = new Set<Timed>()
  #wakeAtMs = Number.POSITIVE_INFINITY
  #nap: AbortController | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  watch(timed: Timed): void {
    this.#timed.add(timed)
    this.reconsider(timed)
  }

  reconsider(timed: Timed): void {
    const dueAtMs = timed.dueAtMs()
    if (dueAtMs < this.#wakeAtMs) this.#sleepUntil(dueAtMs)
  }

  forget(timed: Timed): void {
    this.#timed.delete(timed)
  }

  stop(): void {
    this.#timed.clear()
    this.#nap?.abort()
    this.#nap = undefined
    this.#wakeAtMs = Number.POSITIVE_INFINITY
  }

  #sleepUntil(atMs: number): void {
    this.#nap?.abort()
    const nap = new AbortController()
    this.#nap = nap
    this.#wakeAtMs = atMs
    const wake = () => {
      if (this.#nap === nap) this.#look()
    }
    this.#clock.sleep(Math.max(0, atMs - this.#clock.monotonicMs()), nap.signal).then(wake, () => undefined)
  }

  #look(): void {
    const nowMs = this.#clock.monotonicMs()
    let nextAtMs = Number.POSITIVE_INFINITY
    for (const timed of this.#timed) {
      const dueAtMs = timed.dueAtMs()
      if (dueAtMs <= nowMs) timed.expire(nowMs)
      else nextAtMs = Math.min(nextAtMs, dueAtMs)
    }
    this.#nap = undefined
    this.#wakeAtMs = Number.POSITIVE_INFINITY
    if (nextAtMs < Number.POSITIVE_INFINITY) this.#sleepUntil(nextAtMs)
  }
}
