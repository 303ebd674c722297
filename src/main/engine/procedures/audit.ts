import { auditOf, type Implementer } from './caller.ts'
import { cutPage, decodeNumber, encodeCursor } from './cursor.ts'
import type { Services } from './services.ts'

export function auditProcedures(os: Implementer, services: Services) {
  const { audit, catalog, keys, scheduler } = services
  return {
    list: os.audit.list.handler(async ({ input: { after, limit, ...filter } }) => {
      const beforeId = decodeNumber(after)
      const found = await audit.list({ ...filter, beforeId, limit: limit + 1 })
      const { rows, ...rest } = cutPage(found, limit, ({ seq }) => encodeCursor(seq))
      return { items: [...rows], ...rest }
    }),
    get: os.audit.get.handler(async ({ input: { id, after, limit } }) => {
      const { entry, entryId, hindrance } = await audit.get(id)
      const found = await audit.changes({ entryId, afterOrdinal: decodeNumber(after) ?? -1, limit: limit + 1 })
      const { rows, ...rest } = cutPage(found, limit, ({ ordinal }) => encodeCursor(ordinal))
      return { entry, hindrance, changes: { items: rows.map(({ view }) => view), ...rest } }
    }),
    undo: os.audit.undo.handler(async ({ input, context }) => {
      const before = catalog.providers()
      const entry = await audit.undo(input.id, auditOf(services, context, input.reason))
      for (const provider of before) {
        const now = catalog.findProvider(provider.key)
        if (now?.credential === provider.credential && now.credentialOrigin === provider.credentialOrigin) continue
        await keys.forgetLeft(provider)
        if (now !== undefined) await scheduler.services.liftStop(now.id)
      }
      return entry
    }),
  }
}
