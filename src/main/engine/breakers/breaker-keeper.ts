import type { BreakerRecord, BreakerStore, Clock, Log } from '#engine/ports'
import type { BreakerNow } from './breaker.ts'
import type { Breakers } from './breakers.ts'

/** The database, as far as it keeps breakers. */
export interface BreakerRows {
  read(name: 'breakerStates', input: undefined): Promise<readonly BreakerRecord[]>
  write(name: 'saveBreakers', input: { readonly records: readonly BreakerRecord[] }): Promise<unknown>
}

export interface KeeperPorts {
  readonly storage: BreakerRows
  readonly store: BreakerStore
  readonly clock: Clock
  readonly log: Log
}

/** A breaker that nobody asks for a day is nobody's memory. */
const timeToLiveMs = 86_400_000

/** After which a store that failed is asked again. */
const askAgainMs = 1000

/**
 * Keeps breakers in both their stores. Invariants:
 * 1. A change of state, or a failure, is written in the transaction of the attempt that caused it; counts alone once per commit.
 * 2. No failure of a store is an attempt's: it is logged, and what was not kept is kept with the next.
 * 3. At a start the database is the truth unless the fast store knows something as new.
 */
export class BreakerKeeper {
  readonly #breakers: Breakers
  readonly #ports: KeeperPorts
  readonly #stop = new AbortController()
  readonly #mirroring = new Map<string, BreakerRecord>()
  #isMirroring = false
  #isWriting = false
  #isFlushDue = false

  constructor(breakers: Breakers, ports: KeeperPorts) {
    this.#breakers = breakers
    this.#ports = ports
  }

  /** Takes up what earlier engines knew of these services, and of every other that the database holds. With neither store all begin closed, and that is said. */
  async restore(services: readonly string[]): Promise<void> {
    const rows = await this.#ports.storage.read('breakerStates', undefined).catch((error: unknown) => {
      this.#ports.log.error(
        { area: 'breakers', step: 'restore', error: String(error) },
        'breakers begin closed: the database does not tell',
      )
      return []
    })
    const stored = new Map(rows.map((row) => [row.service, row]))
    await Promise.all([...new Set([...services, ...stored.keys()])].map((service) => this.#restoreOne(service, stored.get(service))))
  }

  /** What goes with an attempt's outcome; empty when nothing has to. */
  withOutcome(now: BreakerNow): readonly BreakerRecord[] {
    if (this.#isWriting && !this.#breakers.isUrgent) return []
    const records = this.#breakers.takeDirty(now)
    if (records.length > 0) this.#isWriting = true
    this.#mirror(records)
    return records
  }

  /** What `withOutcome` gave was committed with the attempt, or was not. */
  landed(records: readonly BreakerRecord[], isKept: boolean): void {
    if (records.length === 0) return
    this.#isWriting = false
    if (isKept) return
    this.#ports.log.error({ area: 'breakers', step: 'keep', services: records.length }, 'breakers were not kept; tried again with the next')
    for (const { service } of records) this.#breakers.soil(service)
  }

  /** Nothing is on its way: what was counted since is written by itself. */
  async flush(): Promise<void> {
    const { clock, storage, log } = this.#ports
    const records = this.#breakers.takeDirty({ epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() })
    if (records.length === 0) return
    this.#mirror(records)
    await storage.write('saveBreakers', { records }).catch((error: unknown) => {
      log.error({ area: 'breakers', step: 'keep', error: String(error) }, 'breakers were not kept; tried again with the next')
      for (const { service } of records) this.#breakers.soil(service)
      void this.#flushLater()
    })
  }

  stop(): void {
    this.#stop.abort()
  }

  /** Where no attempt follows, a failed write would else wait for ever. */
  async #flushLater(): Promise<void> {
    if (this.#isFlushDue) return
    this.#isFlushDue = true
    await this.#ports.clock.sleep(askAgainMs, this.#stop.signal).catch(() => undefined)
    this.#isFlushDue = false
    if (!this.#stop.signal.aborted) await this.flush()
  }

  async #restoreOne(service: string, row: BreakerRecord | undefined): Promise<void> {
    const { store, clock, log } = this.#ports
    const now = { epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
    let why = 'miss'
    const fast = await store.get(service).catch((error: unknown) => {
      why = `error: ${String(error)}`
      return undefined
    })
    if (fast !== undefined && (row === undefined || fast.updatedAtMs >= row.updatedAtMs)) {
      log.info({ area: 'breakers', step: 'restore', service, from: 'fast store', state: fast.state }, 'a breaker is as it was')
      this.#breakers.restore(fast, now)
      if (row === undefined || fast.updatedAtMs > row.updatedAtMs) this.#breakers.soil(service)
      return
    }
    if (row === undefined) {
      if (why !== 'miss') log.warn({ area: 'breakers', step: 'restore', service, from: 'nothing', why }, 'a breaker begins closed')
      return
    }
    if (fast !== undefined) why = 'stale'
    log.info({ area: 'breakers', step: 'restore', service, from: 'database', why, state: row.state }, 'a breaker is as it was')
    this.#breakers.restore(row, now)
    this.#mirror([row])
  }

  #mirror(records: readonly BreakerRecord[]): void {
    for (const record of records) this.#mirroring.set(record.service, record)
    if (!this.#isMirroring && this.#mirroring.size > 0) void this.#mirrorAll()
  }

  async #mirrorAll(): Promise<void> {
    this.#isMirroring = true
    while (this.#mirroring.size > 0 && !this.#stop.signal.aborted) {
      const records = [...this.#mirroring.values()]
      this.#mirroring.clear()
      const results = await Promise.allSettled(records.map((record) => this.#ports.store.set(record.service, record, timeToLiveMs)))
      const failed = records.filter((_, index) => results[index]?.status === 'rejected')
      if (failed.length === 0) continue
      this.#ports.log.warn(
        { area: 'breakers', step: 'mirror', services: failed.length },
        'the fast store took nothing; tried again in a second',
      )
      for (const record of failed) if (!this.#mirroring.has(record.service)) this.#mirroring.set(record.service, record)
      await this.#ports.clock.sleep(askAgainMs, this.#stop.signal).catch(() => undefined)
    }
    this.#isMirroring = false
  }
}
