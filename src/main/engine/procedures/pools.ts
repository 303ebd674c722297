import type { AuditId } from '#contract/ids'
import type { Pool } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import { compare, type PoolRecord } from '#engine/catalog'
import { AppError } from '#engine/failure'
import { watchPools } from '#engine/runs'
import { auditOf, type Caller, type Implementer } from './caller.ts'
import { pageOf } from './cursor.ts'
import type { Services } from './services.ts'

export function poolProcedures(os: Implementer, services: Services) {
  const { catalog, edits, scheduler, clock } = services
  const labelOf = (pool: PoolRecord) => `${catalog.provider(pool.providerId).key}/${pool.name}`
  const view = (pool: PoolRecord): Pool => {
    const queue = scheduler.services.queue(pool.id)
    const parkedUntilMs = queue.gate.parkedUntilMs
    const isParked = parkedUntilMs !== undefined && parkedUntilMs > clock.monotonicMs()
    return {
      provider: catalog.provider(pool.providerId).key,
      name: pool.name,
      limits: pool.limits,
      models: [...catalog.models()]
        .filter((model) => model.poolId === pool.id)
        .map((model) => model.ref)
        .sort(compare),
      parkedUntilMs: isParked ? (Math.round(clock.nowMs() + (parkedUntilMs - clock.monotonicMs())) as EpochMs) : null,
      parkedCause: isParked ? (queue.gate.parkedBy ?? null) : null,
      inFlight: queue.gate.inFlight,
      ready: queue.ready,
      revision: pool.revision,
    }
  }
  const by = (context: Caller, { reason }: { readonly reason?: string | undefined }) => auditOf(services, context, reason)
  const edited = ({ provider }: { readonly provider: string }, name: string, change: AuditId | null) => ({
    ...view(catalog.getPool(catalog.getProvider(provider), name)),
    change,
  })
  return {
    list: os.pools.list.handler(({ input }) => {
      const providerId = input.provider === undefined ? undefined : catalog.getProvider(input.provider).id
      const sorted = catalog.pools(providerId).sort((left, right) => compare(labelOf(left), labelOf(right)))
      const { items, ...rest } = pageOf(sorted, labelOf, input, () => true)
      return { items: items.map(view), ...rest }
    }),
    watch: os.pools.watch.handler(async function* ({ input, signal }) {
      if (input.provider !== undefined) catalog.getProvider(input.provider)
      yield* watchPools({ catalog, scheduler, clock, provider: input.provider }, signal ?? new AbortController().signal)
    }),
    retryNow: os.pools.retryNow.handler(({ input, context }) => {
      const pool = catalog.getPool(catalog.getProvider(input.provider), input.name)
      if (!scheduler.interventions.endPauseOf(scheduler.services.queue(pool.id), context.user))
        throw new AppError({ code: 'CONFLICT', what: 'pool', name: labelOf(pool), reason: 'state', detail: 'it is in no pause' })
      return view(pool)
    }),
    add: os.pools.add.handler(async ({ input, context }) => edited(input, input.name, await edits.pools.add(input, by(context, input)))),
    set: os.pools.set.handler(async ({ input, context }) => edited(input, input.name, await edits.pools.set(input, by(context, input)))),
    move: os.pools.move.handler(async ({ input, context }) => edited(input, input.to, await edits.pools.move(input, by(context, input)))),
    merge: os.pools.merge.handler(async ({ input, context }) =>
      edited(input, input.into, await edits.pools.merge(input, by(context, input))),
    ),
  }
}
