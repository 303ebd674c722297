/** Of a pool's calls in the last `windowMs` at most `ratio` may be retries; `floor` of them may always be. */
export interface RetryBudgetPolicy {
  readonly windowMs: number
  readonly ratio: number
  readonly floor: number
}

/** A fifth of the calls of 5 min, and 10 in any case. Source: design section 4. */
export const retryBudgetPolicy: RetryBudgetPolicy = { windowMs: 300_000, ratio: 0.2, floor: 10 }

/** Calls of one slice of the window. It leaves when its newest is `windowMs` old. */
interface Slice {
  readonly sinceMs: number
  newestAtMs: number
  calls: number
  retries: number
}

/** Slices a window is cut into: calls count that much of it too long at most. */
const slices = 300

/**
 * How many of a pool's calls are tries again after a failure: they wait when they are too many, and never fail for it.
 * A class, like the sliding window, because what it counts is not copied per call. Time is an argument and never runs backwards in it. Instants are monotonic.
 */
export class RetryBudget {
  readonly #policy: RetryBudgetPolicy
  #slices: Slice[] = []
  #calls = 0
  #retries = 0

  constructor(policy: RetryBudgetPolicy = retryBudgetPolicy) {
    this.#policy = policy
  }

  /** A call left that is no retry. */
  called(nowMs: number): void {
    this.#count(nowMs, 0)
  }

  /** A retry left: one of the calls too. */
  retried(nowMs: number): void {
    this.#count(nowMs, 1)
  }

  /** The earliest instant ≥ `nowMs` at which one more retry may leave if nothing else does until then. */
  roomAtMs(nowMs: number): number {
    this.#forget(nowMs)
    let [calls, retries, freeAtMs] = [this.#calls, this.#retries, nowMs]
    for (const slice of this.#slices) {
      if (this.#hasRoom(calls, retries)) break
      calls -= slice.calls
      retries -= slice.retries
      freeAtMs = slice.newestAtMs + this.#policy.windowMs
    }
    return freeAtMs
  }

  #hasRoom(calls: number, retries: number): boolean {
    return retries + 1 <= Math.max(this.#policy.floor, this.#policy.ratio * (calls + 1))
  }

  #count(nowMs: number, retries: 0 | 1): void {
    this.#forget(nowMs)
    const last = this.#slices.at(-1)
    const atMs = Math.max(nowMs, last?.newestAtMs ?? nowMs)
    if (last !== undefined && atMs < last.sinceMs + this.#policy.windowMs / slices) {
      last.newestAtMs = atMs
      last.calls += 1
      last.retries += retries
    } else this.#slices.push({ sinceMs: atMs, newestAtMs: atMs, calls: 1, retries })
    this.#calls += 1
    this.#retries += retries
  }

  #forget(nowMs: number): void {
    let gone = 0
    for (
      let slice = this.#slices[gone];
      slice !== undefined && slice.newestAtMs + this.#policy.windowMs <= nowMs;
      slice = this.#slices[++gone]
    ) {
      this.#calls -= slice.calls
      this.#retries -= slice.retries
    }
    if (gone > 0) this.#slices = this.#slices.slice(gone)
  }
}
