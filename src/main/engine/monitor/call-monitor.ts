import { isDeepStrictEqual } from 'node:util'
import type { MonitorState } from '#contract/monitor'
import type { EpochMs } from '#contract/units'
import { breakerView } from '#engine/breakers'
import { type Catalog, compare } from '#engine/catalog'
import type { Clock, Log } from '#engine/ports'
import { type CallCounter, livePools, type Scheduler } from '#engine/runs'
import type { SettleAttempt, Storage } from '#engine/storage'
import { CallMinutes, type ModelFilter, minuteMs, minuteOf } from './call-minutes.ts'
import type { CallSums } from './call-sums.ts'
import { monitorState, shownMinutes } from './monitor-state.ts'

/** How often what happens now is looked at: as often as an eye can follow. */
const everyMs = 500
/** Of the past so much is read at a time. */
const partMs = 5 * minuteMs
/** No call is longer than this: one that began earlier was settled before what is shown. */
const longestCallMs = 30 * minuteMs

export interface MonitorPorts {
  readonly catalog: Catalog
  readonly storage: Pick<Storage, 'read'>
  readonly clock: Clock
  readonly log: Log
}

/**
 * Keeps count of what happens now. Invariants:
 * 1. A call costs it two additions; nothing is read from the database but the past, once, at the start.
 * 2. While nobody watches it computes nothing; ten who watch the same cost what one does.
 * 3. Calls of earlier engines are counted from the database, those of this one as they happen: none twice.
 */
export class CallMonitor implements CallCounter {
  readonly #ports: MonitorPorts
  readonly #minutes = new CallMinutes(shownMinutes)
  readonly #sinceMs: EpochMs
  readonly #states = new Map<string, { readonly tick: number; readonly state: MonitorState }>()
  readonly #listeners = new Set<() => void>()
  readonly #stop = new AbortController()
  #keptMinutes = shownMinutes
  #recalling: Promise<void> | undefined

  constructor(ports: MonitorPorts) {
    this.#ports = ports
    this.#sinceMs = ports.clock.nowMs()
  }

  /** From now on so many minutes are kept; of earlier engines' calls, if it is said before `start`. */
  keep(minutes: number): void {
    this.#keptMinutes = Math.max(shownMinutes, minutes)
    this.#minutes.keep(this.#keptMinutes)
  }

  /** Before anything is sent. The past is counted meanwhile. */
  async start(): Promise<void> {
    const lastAttemptId = await this.#ports.storage.read('lastAttemptId', undefined)
    if (lastAttemptId > 0) this.#recalling = this.#recall(lastAttemptId)
  }

  /** Resolves when the past has been counted, or cannot be. */
  async known(): Promise<void> {
    await this.#recalling
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#recalling
  }

  left(modelId: number, atMs: EpochMs): void {
    this.#minutes.started(modelId, atMs)
  }

  landed(modelId: number, row: SettleAttempt): void {
    this.#minutes.settled(modelId, row)
    for (const listener of this.#listeners) listener()
  }

  /** Calls back whenever a call is settled, in its turn: it has to be quick. */
  onLanded(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** What calls came to that were settled in the last minutes, the minute that has begun included, by the model they went to. */
  recent(minutes: number): ReadonlyMap<number, CallSums> {
    const now = minuteOf(this.#ports.clock.nowMs())
    return this.#minutes.byModel(now - minutes + 1, now)
  }

  /** The same of what was settled from one instant on; to be asked of the last hour only. */
  since(atMs: number): ReadonlyMap<number, CallSums> {
    return this.#minutes.byModel(minuteOf(atMs), minuteOf(this.#ports.clock.nowMs()))
  }

  /** At once, then whenever it is other than was last said; every wait ends with the signal. A reader that is slow misses states, never the last one. NOT_FOUND when there is no such provider. */
  async *watch(scheduler: Scheduler, provider: string | undefined, signal: AbortSignal): AsyncGenerator<MonitorState> {
    const { clock, catalog } = this.#ports
    if (provider !== undefined) catalog.getProvider(provider)
    let last: MonitorState | undefined
    for (;;) {
      const state = this.#look(scheduler, provider)
      if (state !== last) yield state
      last = state
      await clock.sleep(everyMs - (clock.monotonicMs() % everyMs), signal)
    }
  }

  /** The same for all who look in the same half second; the same as before where nothing has changed. */
  #look(scheduler: Scheduler, provider: string | undefined): MonitorState {
    const { clock } = this.#ports
    const tick = Math.floor(clock.monotonicMs() / everyMs)
    const before = this.#states.get(provider ?? '')
    if (before?.tick === tick) return before.state
    const found = this.#compute(scheduler, provider)
    const isSame = before !== undefined && isDeepStrictEqual({ ...found, seq: before.state.seq, atMs: before.state.atMs }, before.state)
    const state = isSame ? before.state : { ...found, seq: (before?.state.seq ?? 0) + 1, atMs: clock.nowMs() }
    this.#states.set(provider ?? '', { tick, state })
    return state
  }

  #compute(scheduler: Scheduler, provider: string | undefined): Omit<MonitorState, 'seq' | 'atMs'> {
    const { catalog, clock } = this.#ports
    const now = { epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
    const delayed = scheduler.delays.byPool()
    const pools = livePools({ catalog, scheduler, clock, provider }, now).map((pool) => {
      const { id } = catalog.getPool(catalog.getProvider(pool.provider), pool.name)
      const { inFlight, limit, queued, parkedUntilMs, parkedCause } = pool
      const cause = pool.cause ?? parkedCause
      return { provider: pool.provider, pool: pool.name, inFlight, limit, waiting: queued + (delayed.get(id) ?? 0), parkedUntilMs, cause }
    })
    const breakers = scheduler.breakers
      .records(now)
      .filter(({ state, hold, service }) => (state !== 'closed' || hold !== null) && isServiceOf(service, provider))
      .sort((left, right) => compare(left.service, right.service))
    return monitorState({
      nowMs: now.epochMs,
      sinceMs: this.#sinceMs,
      minutes: this.#minutes,
      isOf: this.#modelsOf(provider),
      refOf: (modelId) => catalog.model(modelId).ref,
      pools,
      breakers: breakers.map(breakerView),
    })
  }

  #modelsOf(provider: string | undefined): ModelFilter {
    if (provider === undefined) return undefined
    const { catalog } = this.#ports
    const { id } = catalog.getProvider(provider)
    return (modelId) => catalog.model(modelId).providerId === id
  }

  /** In parts, newest first; what cannot be read is not shown. */
  async #recall(lastAttemptId: number): Promise<void> {
    const { storage, log } = this.#ports
    const fromMs = this.#sinceMs - this.#keptMinutes * minuteMs - longestCallMs
    try {
      for (let untilMs = this.#sinceMs + 1; untilMs > fromMs; untilMs -= partMs) {
        if (this.#stop.signal.aborted) return
        for (const past of await storage.read('minuteCalls', { fromMs: untilMs - partMs, untilMs, lastAttemptId }))
          this.#minutes.recall(past)
      }
    } catch (error) {
      if (!this.#stop.signal.aborted)
        log.error({ area: 'monitor', step: 'recall', error: String(error) }, 'what happened in the last hour could not be read')
    }
  }
}

function isServiceOf(service: string, provider: string | undefined): boolean {
  return provider === undefined || service === `provider:${provider}` || service.startsWith(`model:${provider}/`)
}
