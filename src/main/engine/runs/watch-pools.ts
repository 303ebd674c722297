import { isDeepStrictEqual } from 'node:util'
import type { PoolLive } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import { type Catalog, compare, type PoolRecord } from '#engine/catalog'
import type { Clock } from '#engine/ports'
import { type Now, nowOf } from './pool-gate.ts'
import type { Scheduler } from './scheduler.ts'

/** How often the pools are looked at: as often as an eye can follow. */
const everyMs = 250

export interface WatchedPools {
  readonly catalog: Catalog
  readonly scheduler: Scheduler
  readonly clock: Clock
  /** The key of one provider; undefined: all. */
  readonly provider: string | undefined
}

/** The latest state of the pools, when it is another than was last said; every wait ends with the signal. A reader that is slow misses states, never the last one. */
export async function* watchPools(
  watched: WatchedPools,
  signal: AbortSignal,
): AsyncGenerator<{ seq: number; atMs: EpochMs; pools: PoolLive[] }> {
  const { clock } = watched
  let last: PoolLive[] | undefined
  for (let seq = 0; ; ) {
    const now = nowOf(clock)
    const pools = livePools(watched, now)
    if (!isDeepStrictEqual(pools, last)) {
      seq += 1
      last = pools
      yield { seq, atMs: now.epochMs, pools }
    }
    await clock.sleep(everyMs, signal)
  }
}

/** By label. */
export function livePools({ catalog, scheduler, provider }: WatchedPools, now: Now): PoolLive[] {
  const wanted = catalog.pools(provider === undefined ? undefined : catalog.getProvider(provider).id)
  const labelOf = (pool: PoolRecord) => `${catalog.provider(pool.providerId).key}/${pool.name}`
  return wanted.sort((left, right) => compare(labelOf(left), labelOf(right))).map((pool) => livePool(pool, catalog, scheduler, now))
}

function livePool(pool: PoolRecord, catalog: Catalog, scheduler: Scheduler, now: Now): PoolLive {
  const queue = scheduler.services.queue(pool.id)
  const { gate } = queue
  const epochOf = (atMs: number | undefined) =>
    atMs === undefined ? null : (Math.round(now.epochMs + (atMs - now.monotonicMs)) as EpochMs)
  const isParked = gate.parkedUntilMs !== undefined && gate.parkedUntilMs > now.monotonicMs
  const left = gate.left(now)
  const isFull = gate.inFlight >= gate.parallel
  const blocked = whyNothing(queue.blockedBy === 'pool_slots' && !isFull ? null : queue.blockedBy, queue.blockedUntilMs, queue.lanes)
  return {
    provider: catalog.provider(pool.providerId).key,
    name: pool.name,
    inFlight: gate.inFlight,
    limit: gate.parallel,
    providerInFlight: scheduler.services.provider(pool.providerId).inFlight,
    queued: queue.ready,
    requestsLeft: left.requests ?? null,
    tokensLeft: left.tokens ?? null,
    inputTokensLeft: left.inputTokens ?? null,
    outputTokensLeft: left.outputTokens ?? null,
    requestsLeftToday: left.requestsToday ?? null,
    parkedUntilMs: isParked ? epochOf(gate.parkedUntilMs) : null,
    parkedCause: isParked ? (gate.parkedBy ?? null) : null,
    cause: queue.ready === 0 ? null : blocked.cause,
    untilMs: queue.ready === 0 ? null : epochOf(blocked.untilMs),
    breakers: illBreakers(pool, catalog, scheduler, now),
  }
}

/** What keeps the whole pool, or, where only lanes are kept, what keeps the first of them. */
function whyNothing(
  cause: PoolLive['cause'],
  untilMs: number | undefined,
  lanes: readonly {
    readonly blockedBy: PoolLive['cause']
    readonly blockedUntilMs: number | undefined
    readonly ready: { readonly length: number }
  }[],
): { readonly cause: PoolLive['cause']; readonly untilMs: number | undefined } {
  if (cause !== null) return { cause, untilMs }
  const waiting = lanes.find((lane) => lane.blockedBy !== null && lane.ready.length > 0)
  return { cause: waiting?.blockedBy ?? null, untilMs: waiting?.blockedUntilMs }
}

function illBreakers(pool: PoolRecord, catalog: Catalog, scheduler: Scheduler, now: Now): PoolLive['breakers'] {
  const models = [...catalog.models()].filter((model) => model.poolId === pool.id).map((model) => `model:${model.ref}`)
  return [`provider:${catalog.provider(pool.providerId).key}`, ...models].flatMap((service) => {
    const record = scheduler.breakers.record(service, now)
    if (record === undefined || (record.state === 'closed' && record.hold === null)) return []
    const { state, halfOpenAtMs, hold, reason } = record
    return [{ service, state, halfOpenAtMs: halfOpenAtMs as EpochMs | null, hold, reason }]
  })
}
