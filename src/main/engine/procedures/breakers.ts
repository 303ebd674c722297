import type { Breaker, BreakerService } from '#contract/breakers'
import { breakerView } from '#engine/breakers'
import { compare } from '#engine/catalog'
import type { BreakerRecord } from '#engine/ports'
import { auditOf, type Caller, type Implementer } from './caller.ts'
import { pageOf } from './cursor.ts'
import type { Services } from './services.ts'

export function breakerProcedures(os: Implementer, services: Services) {
  const { catalog, scheduler, clock, storage } = services
  const now = () => ({ epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() })
  /** NOT_FOUND when the catalog has no such provider or model. */
  const known = (service: BreakerService): BreakerService => {
    const name = service.slice(service.indexOf(':') + 1)
    if (service.startsWith('provider:')) catalog.getProvider(name)
    else catalog.getModel(name)
    return service
  }
  const edit = async (
    context: Caller,
    service: BreakerService,
    action: string,
    reason: string,
    act: () => BreakerRecord,
  ): Promise<Breaker> => {
    const before = scheduler.breakers.record(known(service), now()) ?? null
    const after = act()
    scheduler.pumpAll()
    await storage.write('editBreaker', { before, after, action, audit: { ...auditOf(services, context), reason } })
    return breakerView(after)
  }
  return {
    list: os.breakers.list.handler(({ input }) => {
      const sorted = scheduler.breakers.records(now()).sort((left, right) => compare(left.service, right.service))
      const isWanted = (record: BreakerRecord) => input.state === undefined || (record.hold ?? record.state) === input.state
      const { items, ...rest } = pageOf(sorted, (record) => record.service, input, isWanted)
      return { items: items.map(breakerView), ...rest }
    }),
    hold: os.breakers.hold.handler(({ input: { service, hold, reason }, context }) =>
      edit(context, service, `hold ${hold}`, reason, () =>
        scheduler.breakers.setHold(service, { hold, reason, by: context.user }, reason, now()),
      ),
    ),
    release: os.breakers.release.handler(({ input: { service, reason }, context }) =>
      edit(context, service, 'release', reason, () => scheduler.breakers.setHold(service, null, reason, now())),
    ),
    reset: os.breakers.reset.handler(({ input: { service, reason }, context }) =>
      edit(context, service, 'reset', reason, () => scheduler.breakers.reset(service, reason, now())),
    ),
  }
}
