/** The span of every "per minute" limit: a second more than the provider's, for its clock and the way there. */
export const minuteWindowMs = 61_000

/** What was taken, to be corrected later. */
export interface WindowTicket {
  readonly index: number
}

interface Entry {
  readonly atMs: number
  weight: number
}

/**
 * An exact log of what was taken in the last `windowMs`: an entry counts from its instant until `windowMs` later, exclusively.
 * A class, unlike the other machines, because a log of thousands of entries is not copied per call. Time is an argument all the same and never runs backwards in it:
 * an instant before the newest entry's counts as that entry's.
 */
export class SlidingWindow {
  readonly #windowMs: number
  #entries: Entry[] = []
  /** Position of the oldest entry still counted; those before it wait to be dropped together. */
  #head = 0
  #droppedCount = 0
  #sum = 0

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** The weight that counts at `nowMs`. */
  used(nowMs: number): number {
    this.#forget(nowMs)
    return this.#sum
  }

  /** The earliest instant ≥ `nowMs` at which `weight` fits under `limit` if nothing else is taken until then. A weight above the limit fits when the window is empty. */
  roomAtMs(weight: number, limit: number, nowMs: number): number {
    this.#forget(nowMs)
    const allowed = Math.max(0, limit - weight)
    let left = this.#sum
    let freeAtMs = nowMs
    let position = this.#head
    for (let entry = this.#entries[position]; entry !== undefined && left > allowed; entry = this.#entries[++position]) {
      left -= entry.weight
      freeAtMs = entry.atMs + this.#windowMs
    }
    return freeAtMs
  }

  /** Takes `weight` at `nowMs`, whether there is room or not. */
  take(weight: number, nowMs: number): WindowTicket {
    this.#forget(nowMs)
    this.#entries.push({ atMs: Math.max(nowMs, this.#entries.at(-1)?.atMs ?? nowMs), weight })
    this.#sum += weight
    return { index: this.#droppedCount + this.#entries.length - 1 }
  }

  /** Replaces what was taken by what it turned out to be. No effect once the entry has left the window. */
  correct(ticket: WindowTicket, weight: number): void {
    const position = ticket.index - this.#droppedCount
    const entry = this.#entries[position]
    if (entry === undefined || position < this.#head) return
    this.#sum += weight - entry.weight
    entry.weight = weight
  }

  #forget(nowMs: number): void {
    for (
      let entry = this.#entries[this.#head];
      entry !== undefined && entry.atMs + this.#windowMs <= nowMs;
      entry = this.#entries[this.#head]
    ) {
      this.#sum -= entry.weight
      this.#head++
    }
    if (this.#head * 2 <= this.#entries.length) return
    this.#entries = this.#entries.slice(this.#head)
    this.#droppedCount += this.#head
    this.#head = 0
  }
}
