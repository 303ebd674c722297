import { auditOf, type Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function keyProcedures(os: Implementer, services: Services) {
  const { keys, catalog, scheduler } = services
  /** What waited for a key, or was refused with the old one, goes on. */
  const goOn = async (provider: string) => await scheduler.services.liftStop(catalog.getProvider(provider).id)
  return {
    list: os.keys.list.handler(async () => ({ items: await keys.list() })),
    places: os.keys.places.handler(async () => ({ items: await keys.places() })),
    set: os.keys.set.handler(async ({ input, context }) => {
      await keys.set(input, auditOf(services, context))
      await goOn(input.provider)
      return await keys.info(input.provider)
    }),
    remove: os.keys.remove.handler(async ({ input, context }) => {
      await keys.remove(input.provider, auditOf(services, context))
      return await keys.info(input.provider)
    }),
    confirm: os.keys.confirm.handler(async ({ input, context }) => {
      await keys.confirm(input, auditOf(services, context))
      await goOn(input.provider)
      return await keys.info(input.provider)
    }),
  }
}
