import type { BreakerRecord, BreakerStore, Clock } from '#engine/ports'

/** Forgets with the process: what it would have said, the database says. */
export class MemoryBreakerStore implements BreakerStore {
  readonly #clock: Clock
  readonly #kept = new Map<string, { readonly record: BreakerRecord; readonly untilMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async get(service: string): Promise<BreakerRecord | undefined> {
    const found = this.#kept.get(service)
    if (found === undefined || found.untilMs > this.#clock.monotonicMs()) return found?.record
    this.#kept.delete(service)
    return undefined
  }

  async set(service: string, record: BreakerRecord, timeToLiveMs: number): Promise<void> {
    this.#kept.set(service, { record, untilMs: this.#clock.monotonicMs() + timeToLiveMs })
  }
}
