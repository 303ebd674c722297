import { CallCode } from '#contract/calls'
import type { StoppedCode } from '#contract/catalog'
import type { CallServices } from '#engine/breakers'
import type { ModelRecord } from '#engine/catalog'
import { lastResetAtMs, maxObeyedHintMs, minuteWindowMs, RetryBudget, retryBudgetPolicy, type StoredCaution } from '#engine/resilience'
import type { CatalogChange, CatalogSnapshot } from '#engine/storage'
import type { Job, Owner } from './job.ts'
import type { EpisodeMemory } from './pool-episode.ts'
import { type GateMemory, type Now, nowOf, PoolGate, type Recalled } from './pool-gate.ts'
import { PoolQueue } from './pool-queue.ts'
import { ProviderGate } from './provider-gate.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** The gates of every pool and provider. Made from what is stored, so that a start lets nothing out earlier than no restart would have; edits of the catalog reach them at once. */
export class Services {
  readonly #ports: SchedulerPorts
  readonly #ring: (queue: PoolQueue) => void
  readonly #queues = new Map<number, PoolQueue>()
  readonly #providers = new Map<number, ProviderGate>()
  readonly #denied = new Set<number>()
  readonly #callServices = new Map<number, CallServices>()
  /** The pool each model was in when it was last looked at. */
  readonly #poolOf = new Map<number, number>()

  constructor(ports: SchedulerPorts, ring: (queue: PoolQueue) => void) {
    this.#ports = ports
    this.#ring = ring
    ports.catalog.onChange((change) => this.#changed(change))
  }

  /** Before anything is sent: pauses, stops, and what left in the last minute and today. */
  async restore(snapshot: Pick<CatalogSnapshot, 'poolStates' | 'providerStates'>): Promise<void> {
    const { clock, catalog } = this.#ports
    const now = nowOf(clock)
    for (const state of snapshot.providerStates) {
      if (state.stopped_code !== null)
        this.#providers.set(state.provider_id, new ProviderGate({ code: state.stopped_code as StoppedCode, message: state.message ?? '' }))
    }
    for (const state of snapshot.poolStates) {
      this.#open(state.pool_id, { episode: episodeOf(state, now), adaptiveLimit: state.adaptive_limit }, state.cause)
    }
    for (const model of catalog.models()) this.#poolOf.set(model.id, model.poolId)
    const limited = catalog.pools().map((pool) => this.queue(pool.id))
    await Promise.all(limited.map((queue) => this.#recall(queue, { minute: isMinuteLimited(queue), day: isDayLimited(queue) })))
  }

  queues(): IterableIterator<PoolQueue> {
    return this.#queues.values()
  }

  queueOf(model: ModelRecord): PoolQueue {
    return this.queue(model.poolId)
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

  /** In line again, where it came from: refused, or first of its lane. */
  putBack(job: Job): void {
    if (job.waitCause === 'parked') this.queueOf(job.lane.model).addRefused(job)
    else job.lane.ready.unshift(job)
  }

  /** What the breakers of a model's calls are called. */
  callServices(model: ModelRecord): CallServices {
    let names = this.#callServices.get(model.id)
    if (names === undefined) {
      names = { provider: `provider:${this.#ports.catalog.provider(model.providerId).key}`, model: `model:${model.ref}` }
      this.#callServices.set(model.id, names)
    }
    return names
  }

  /** The queues of all of a provider's pools. */
  queuesOf(providerId: number): PoolQueue[] {
    return [...this.#queues.values()].filter((queue) => queue.providerId === providerId)
  }

  /** Whoever may go when something of this queue and owner came free: who shares the pool, the provider's cap, the owner's own bounds or, by `reach`, a budget of the provider or of all; first who was served longest ago. */
  sharing(queue: PoolQueue, owner: Owner, reach: 'own' | 'provider' | 'all'): Iterable<PoolQueue> {
    const isCapped = this.#ports.catalog.provider(queue.providerId).maxParallel !== null
    const isBounded = owner.maxParallel !== null || owner.budget !== null
    if (reach === 'own' && !isCapped && !isBounded) return [queue]
    const sharing = new Set([queue])
    for (const other of this.#queues.values())
      if (reach === 'all' || ((isCapped || reach === 'provider') && other.providerId === queue.providerId)) sharing.add(other)
    if (isBounded) for (const lane of owner.lanes) sharing.add(this.queueOf(lane.model))
    return [...sharing].sort((left, right) => left.lastTurn - right.lastTurn)
  }

  /** True once for each model, until an admin acts on its provider. */
  isFirstDenial({ id }: ModelRecord): boolean {
    const isFirst = !this.#denied.has(id)
    this.#denied.add(id)
    return isFirst
  }

  /** A key that is there cannot be opened: what needs it waits for a person, who is told once. */
  keyUnreadable(providerId: number, message: string, runId: number | null): void {
    const gate = this.provider(providerId)
    if (gate.isKeyUnreadable) return
    gate.isKeyUnreadable = true
    this.#ports.alert({ code: 'AUTH', service: this.#ports.catalog.provider(providerId).key, message, runId })
  }

  /** An admin acted: what was stopped may try again. */
  async liftStop(providerId: number): Promise<void> {
    if (!this.provider(providerId).lift()) return
    await this.#ports.storage.keep('setProviderState', { providerId, stoppedCode: null, message: null, atMs: this.#ports.clock.nowMs() })
    this.#ringAllOf(providerId)
  }

  #open(poolId: number, memory: GateMemory | undefined, parkedBy?: string | null): PoolQueue {
    const pool = this.#ports.catalog.pool(poolId)
    const { settings } = this.#ports
    const retries = new RetryBudget({
      windowMs: retryBudgetPolicy.windowMs,
      get ratio() {
        return settings().retryBudget.ratio
      },
      get floor() {
        return settings().retryBudget.floor
      },
    })
    const gate = new PoolGate(pool.limits, () => settings().rateLimitBackoffMs, memory, retries)
    const queue = new PoolQueue(poolId, pool.providerId, gate, this.#ports.clock, this.#ring)
    gate.parkedBy = CallCode.safeParse(parkedBy).data
    this.#queues.set(poolId, queue)
    return queue
  }

  #changed(change: CatalogChange): void {
    for (const row of change.pools ?? []) this.#limitsChanged(row.id)
    for (const row of change.models ?? []) this.#moved(row.id, row.pool_id)
    if ((change.models ?? []).length > 0) this.#regroup()
    for (const row of change.providers ?? []) {
      for (const { id, providerId } of this.#ports.catalog.models()) if (providerId === row.id) this.#denied.delete(id)
      this.#ringAllOf(row.id)
    }
  }

  #ringAllOf(providerId: number): void {
    for (const queue of this.#queues.values()) if (queue.providerId === providerId) this.#ring(queue)
  }

  #limitsChanged(poolId: number): void {
    const queue = this.#queues.get(poolId)
    if (queue === undefined) return
    const unknown = queue.gate.setLimits(this.#ports.catalog.pool(poolId).limits, this.#ports.clock.monotonicMs())
    if (unknown.minute || unknown.day) void this.#recall(queue, unknown).then(() => this.#ring(queue))
    this.#ring(queue)
  }

  /** What left of a model weighs on the pool it comes to: its provider counts on. */
  #moved(modelId: number, poolId: number): void {
    const before = this.#poolOf.get(modelId)
    this.#poolOf.set(modelId, poolId)
    if (before === undefined || before === poolId) return
    const queue = this.queue(poolId)
    void this.#recall(queue, { minute: isMinuteLimited(queue), day: isDayLimited(queue) }).then(() => this.#ring(queue))
  }

  /** Models may have moved: what waits for them moves along. What is in flight keeps the pool it left by. */
  #regroup(): void {
    for (const queue of [...this.#queues.values()]) {
      const { lanes, refused } = queue.leave((lane) => lane.model.poolId !== queue.poolId)
      for (const lane of lanes) this.queueOf(lane.model).join(lane)
      for (const job of refused) this.queueOf(job.lane.model).addRefused(job)
      for (const lane of lanes) this.#ring(this.queueOf(lane.model))
    }
  }

  /** Tells a gate the past that its limits must know. When it cannot be read, the gate knows only what is in flight. */
  async #recall(queue: PoolQueue, wanted: { readonly minute: boolean; readonly day: boolean }): Promise<void> {
    if (!wanted.minute && !wanted.day) return
    const unseen = queue.gate.beginRecall()
    const { clock, log } = this.#ports
    try {
      queue.gate.recall(unseen, await this.#past(queue, wanted), clock.nowMs())
    } catch (error) {
      log.error({ area: 'runs', step: 'recall', pool: queue.poolId, error: String(error) }, 'what left a pool lately could not be read')
      queue.gate.recall(unseen, {}, clock.nowMs())
    }
  }

  async #past({ poolId, gate }: PoolQueue, wanted: { readonly minute: boolean; readonly day: boolean }): Promise<Recalled> {
    const { clock, storage } = this.#ports
    const now = nowOf(clock)
    const starts = wanted.minute ? await storage.read('recentStarts', { poolId, sinceMs: now.epochMs - minuteWindowMs }) : undefined
    return {
      dayStarts: wanted.day ? await storage.read('countStarts', { poolId, sinceMs: lastResetAtMs(now.epochMs, gate.day) }) : undefined,
      minute: starts?.map(({ startedAtMs, inputTokens, outputTokens }) => ({
        atMs: now.monotonicMs - Math.max(0, now.epochMs - startedAtMs),
        inputTokens,
        outputTokens,
      })),
    }
  }
}

function isMinuteLimited({ gate }: PoolQueue): boolean {
  const { requestsPerMinute, tokensPerMinute, inputTokensPerMinute, outputTokensPerMinute } = gate.limits
  return [requestsPerMinute, tokensPerMinute, inputTokensPerMinute, outputTokensPerMinute].some((limit) => limit !== null)
}

function isDayLimited({ gate }: PoolQueue): boolean {
  return gate.limits.requestsPerDay !== null
}

function episodeOf(state: CatalogSnapshot['poolStates'][number], now: Now): EpisodeMemory | undefined {
  if (state.parked_until_ms === null) return undefined
  const leftMs = Math.min(Math.max(0, state.parked_until_ms - now.epochMs), maxObeyedHintMs)
  const caution = state.caution === null ? undefined : (JSON.parse(state.caution) as StoredCaution)
  return { step: state.backoff_step, untilMs: now.monotonicMs + leftMs, caution }
}
