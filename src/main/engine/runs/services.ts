import type { StoppedCode } from '#contract/catalog'
import type { EpochMs } from '#contract/units'
import type { ModelRecord } from '#engine/catalog'
import { lastResetAtMs, maxObeyedHintMs, minuteWindowMs } from '#engine/resilience'
import type { CatalogSnapshot } from '#engine/storage'
import { PoolGate } from './pool-gate.ts'
import { PoolQueue } from './pool-queue.ts'
import { ProviderGate } from './provider-gate.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** The gates of every pool and provider. Made from what is stored, so that a start lets nothing out earlier than no restart would have. */
export class Services {
  readonly #ports: SchedulerPorts
  readonly #ring: (queue: PoolQueue) => void
  readonly #queues = new Map<number, PoolQueue>()
  readonly #providers = new Map<number, ProviderGate>()

  constructor(ports: SchedulerPorts, ring: (queue: PoolQueue) => void) {
    this.#ports = ports
    this.#ring = ring
    ports.catalog.onChange((change) => {
      for (const row of change.pools ?? []) this.#limitsChanged(row.id)
      for (const row of change.providers ?? []) for (const queue of this.#queues.values()) if (queue.providerId === row.id) ring(queue)
    })
  }

  /** Before anything is sent: pauses, stops, and what left in the last minute and today. */
  async restore(snapshot: Pick<CatalogSnapshot, 'poolStates' | 'providerStates'>): Promise<void> {
    const { clock, catalog, storage } = this.#ports
    const now = { epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
    for (const state of snapshot.providerStates) {
      if (state.stopped_code !== null)
        this.#providers.set(state.provider_id, new ProviderGate({ code: state.stopped_code as StoppedCode, message: state.message ?? '' }))
    }
    for (const state of snapshot.poolStates) {
      if (state.parked_until_ms === null) continue
      const leftMs = Math.min(Math.max(0, state.parked_until_ms - now.epochMs), maxObeyedHintMs)
      this.#open(state.pool_id, { step: state.backoff_step, untilMs: now.monotonicMs + leftMs })
    }
    for (const start of await storage.read('recentStarts', { sinceMs: now.epochMs - minuteWindowMs })) {
      const ageMs = Math.max(0, now.epochMs - start.startedAtMs)
      this.queue(start.poolId).gate.recall({
        atMs: now.monotonicMs - ageMs,
        inputTokens: start.inputTokens,
        outputTokens: start.outputTokens,
      })
    }
    await Promise.all(catalog.pools().map((pool) => this.#recallDay(pool.id)))
  }

  queues(): IterableIterator<PoolQueue> {
    return this.#queues.values()
  }

  queueOf(model: ModelRecord): PoolQueue {
    return this.queue(this.#ports.catalog.model(model.id).poolId)
  }

  queue(poolId: number): PoolQueue {
    return this.#queues.get(poolId) ?? this.#open(poolId, undefined)
  }

  provider(providerId: number): ProviderGate {
    let gate = this.#providers.get(providerId)
    if (gate === undefined) {
      gate = new ProviderGate(null)
      this.#providers.set(providerId, gate)
    }
    return gate
  }

  /** An admin acted: what was stopped may try again. */
  async liftStop(providerId: number): Promise<void> {
    const gate = this.provider(providerId)
    if (gate.stopped === null) return
    gate.stopped = null
    await this.#ports.storage.write('setProviderState', { providerId, stoppedCode: null, message: null, atMs: this.#ports.clock.nowMs() })
    for (const queue of this.#queues.values()) if (queue.providerId === providerId) this.#ring(queue)
  }

  #open(poolId: number, parked: { readonly step: number; readonly untilMs: number } | undefined): PoolQueue {
    const pool = this.#ports.catalog.pool(poolId)
    const gate = new PoolGate(pool.limits, this.#ports.settings().rateLimitBackoffMs, parked)
    const queue = new PoolQueue(poolId, pool.providerId, gate, this.#ports.clock, this.#ring)
    this.#queues.set(poolId, queue)
    return queue
  }

  #limitsChanged(poolId: number): void {
    const queue = this.#queues.get(poolId)
    if (queue === undefined) return
    queue.gate.setLimits(this.#ports.catalog.pool(poolId).limits, this.#ports.clock.monotonicMs())
    void this.#recallDay(poolId).then(
      () => this.#ring(queue),
      (error: unknown) =>
        this.#ports.log.error({ area: 'runs', step: 'day-count', error: String(error) }, 'the day count could not be read'),
    )
    this.#ring(queue)
  }

  async #recallDay(poolId: number): Promise<void> {
    const { limits } = this.#ports.catalog.pool(poolId)
    if (limits.requestsPerDay === null) return
    const { gate } = this.queue(poolId)
    const nowMs: EpochMs = this.#ports.clock.nowMs()
    gate.recallDay(await this.#ports.storage.read('countStarts', { poolId, sinceMs: lastResetAtMs(nowMs, gate.day) }), nowMs)
  }
}
