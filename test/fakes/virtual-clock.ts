import type { EpochMs, MonotonicMs } from '#contract/units'
import type { Clock } from '#engine/ports'

interface Sleeper {
  readonly dueMs: number
  readonly wake: () => void
}

/**
 * Time that moves only by `advance`. Sleepers wake in the order they are due, those due together in the order they went to sleep.
 * Begins at `startAtMs` on the wall and at 0 on the steady clock.
 */
export class VirtualClock implements Clock {
  readonly #startAtMs: number
  #elapsedMs = 0
  #wallShiftMs = 0
  #sleepers: Sleeper[] = []

  constructor(startAtMs = 1_795_000_000_000) {
    this.#startAtMs = startAtMs
  }

  /** How many wait for time to pass: a test that expects a wait awaits this, not an instant. */
  get sleeping(): number {
    return this.#sleepers.length
  }

  /** When the first of them is due, on the steady clock; undefined when nobody sleeps. */
  get nextDueMs(): number | undefined {
    return this.#sleepers.length === 0 ? undefined : this.#nextDueMs()
  }

  nowMs(): EpochMs {
    return Math.floor(this.#startAtMs + this.#wallShiftMs + this.#elapsedMs) as EpochMs
  }

  monotonicMs(): MonotonicMs {
    return this.#elapsedMs as MonotonicMs
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const stop = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(signal?.reason)
      }
      const wake = () => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      const sleeper: Sleeper = { dueMs: this.#elapsedMs + Math.max(0, ms), wake }
      signal?.addEventListener('abort', stop, { once: true })
      this.#sleepers.push(sleeper)
    })
  }

  /** The wall clock is set forward or back; the steady clock and its sleepers do not notice. */
  shiftWall(ms: number): void {
    this.#wallShiftMs += ms
  }

  /** The process stands still for `ms`: both clocks move on, and whoever is due meanwhile is late. */
  suspend(ms: number): void {
    this.#elapsedMs += ms
  }

  /** Lets `ms` pass, one due instant at a time; what each wakes has run, and may sleep again, before time moves on. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms
    await settled()
    for (let dueMs = this.#nextDueMs(); dueMs <= endMs; dueMs = this.#nextDueMs()) {
      this.#elapsedMs = Math.max(this.#elapsedMs, dueMs)
      const due = this.#sleepers.filter((sleeper) => sleeper.dueMs <= dueMs)
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.dueMs > dueMs)
      for (const sleeper of due) sleeper.wake()
      await settled()
    }
    this.#elapsedMs = endMs
  }

  #nextDueMs(): number {
    return this.#sleepers.reduce((least, sleeper) => Math.min(least, sleeper.dueMs), Number.POSITIVE_INFINITY)
  }
}

/** One macrotask: every promise chain that can go on without time or I/O has. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
