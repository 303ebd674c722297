import type { BreakerRecord, BreakerStore, Clock } from '#engine/ports'

/** A breaker store elsewhere: it can be out of reach, and what was set before is there from the start. */
export class FlakyBreakerStore implements BreakerStore {
  isReachable = true
  /** Every set that was asked for, whether it could be reached or not. */
  readonly sets: BreakerRecord[] = []
  readonly #clock: Clock
  readonly #kept = new Map<string, { readonly record: BreakerRecord; readonly untilMs: number }>()

  constructor(clock: Clock, records: readonly BreakerRecord[] = []) {
    this.#clock = clock
    for (const record of records) this.#kept.set(record.service, { record, untilMs: Number.POSITIVE_INFINITY })
  }

  async get(service: string): Promise<BreakerRecord | undefined> {
    this.#reach()
    const found = this.#kept.get(service)
    return found !== undefined && this.#clock.monotonicMs() < found.untilMs ? found.record : undefined
  }

  async set(service: string, record: BreakerRecord, timeToLiveMs: number): Promise<void> {
    this.sets.push(record)
    this.#reach()
    this.#kept.set(service, { record, untilMs: this.#clock.monotonicMs() + timeToLiveMs })
  }

  #reach(): void {
    if (!this.isReachable) throw new Error('the store is out of reach')
  }
}
