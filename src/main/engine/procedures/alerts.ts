import { deliveryView, testMessage } from '#engine/alerts'
import { auditOf, type Implementer } from './caller.ts'
import { cutPage, decodeNumber, encodeCursor } from './cursor.ts'
import type { Services } from './services.ts'

export function alertProcedures(os: Implementer, services: Services) {
  const { alerts, storage, clock, ulid, workspace } = services
  return {
    list: os.alerts.list.handler(() => ({ items: alerts.service.list() })),
    channels: os.alerts.channels.handler(() => ({ items: alerts.channels.list() })),
    setAddress: os.alerts.setAddress.handler(
      async ({ input, context }) => await alerts.channels.setAddress(input, auditOf(services, context)),
    ),
    removeAddress: os.alerts.removeAddress.handler(
      async ({ input, context }) => await alerts.channels.removeAddress(input.channel, auditOf(services, context)),
    ),
    test: os.alerts.test.handler(async ({ input: { channel }, context }) => {
      const nowMs = clock.nowMs()
      const { status, failure } = await alerts.deliveries.test(channel, testMessage(ulid(nowMs), nowMs, workspace, context.user))
      return { isDelivered: failure === null, status, failure }
    }),
    deliveries: os.alerts.deliveries.handler(async ({ input: { state, limit, after } }) => {
      const found = await storage.read('listDeliveries', { state, beforeId: decodeNumber(after), limit: limit + 1 })
      const { rows, ...rest } = cutPage(found, limit, (row) => encodeCursor(row.id))
      return { items: rows.map(deliveryView), ...rest }
    }),
    retry: os.alerts.retry.handler(({ input }) => alerts.deliveries.retry(input.id)),
  }
}
