import type { Clock } from '#engine/ports'
import { Wakeup } from './wakeup.ts'

/** Things that come back at an instant of theirs, with one timer for all. Monotonic. */
export class DelayQueue<Item> {
  readonly #clock: Clock
  readonly #due: (item: Item) => void
  readonly #wakeup: Wakeup
  #items: { readonly dueMs: number; readonly item: Item }[] = []

  constructor(clock: Clock, due: (item: Item) => void) {
    this.#clock = clock
    this.#due = due
    this.#wakeup = new Wakeup(clock, () => this.#release())
  }

  add(item: Item, dueMs: number): void {
    let low = 0
    let high = this.#items.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#items[middle]?.dueMs ?? 0) <= dueMs) low = middle + 1
      else high = middle
    }
    this.#items.splice(low, 0, { dueMs, item })
    this.#wakeup.arm(dueMs)
  }

  /** Takes out what is wanted, before its time. */
  remove(isWanted: (item: Item) => boolean): Item[] {
    const removed = this.#items.filter((entry) => isWanted(entry.item))
    this.#items = this.#items.filter((entry) => !isWanted(entry.item))
    return removed.map((entry) => entry.item)
  }

  /** What waits, and until when. */
  entries(): readonly { readonly dueMs: number; readonly item: Item }[] {
    return this.#items
  }

  stop(): void {
    this.#wakeup.cancel()
    this.#items = []
  }

  #release(): void {
    const nowMs = this.#clock.monotonicMs()
    let count = 0
    while ((this.#items[count]?.dueMs ?? Number.POSITIVE_INFINITY) <= nowMs) count += 1
    const due = this.#items.splice(0, count)
    const next = this.#items[0]
    if (next !== undefined) this.#wakeup.arm(next.dueMs)
    for (const { item } of due) this.#due(item)
  }
}
