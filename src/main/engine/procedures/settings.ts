import { auditOf, type Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function settingProcedures(os: Implementer, services: Services) {
  const { settings } = services
  return {
    list: os.settings.list.handler(() => ({ items: settings.list() })),
    set: os.settings.set.handler(({ input, context }) => settings.set(input.key, input.value, input.revision, auditOf(services, context))),
    reset: os.settings.reset.handler(({ input, context }) => settings.reset(input.key, auditOf(services, context))),
  }
}
