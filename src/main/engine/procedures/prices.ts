import { AppError } from '#engine/failure'
import { auditOf, type Implementer } from './caller.ts'
import { decodeNumber, encodeCursor } from './cursor.ts'
import type { Services } from './services.ts'

export function priceProcedures(os: Implementer, services: Services) {
  const { catalog, edits, clock } = services
  return {
    list: os.prices.list.handler(({ input }) => {
      const before = decodeNumber(input.after)
      const versions = catalog
        .prices(catalog.getModel(input.model).id)
        .toSorted((left, right) => right.effectiveFromMs - left.effectiveFromMs || right.seq - left.seq)
        .filter((_, index) => before === undefined || index >= before)
      const items = versions.slice(0, input.limit).map((price) => price.version)
      return versions.length > input.limit ? { items, next: encodeCursor((before ?? 0) + input.limit) } : { items }
    }),
    inForce: os.prices.inForce.handler(({ input }) => {
      const model = catalog.getModel(input.model)
      const atMs = input.atMs ?? clock.nowMs()
      return { model: model.ref, atMs, price: catalog.priceInForce(model.id, atMs)?.version ?? null }
    }),
    add: os.prices.add.handler(async ({ input, context }) => {
      const id = await edits.addPrice(input, auditOf(services, context))
      const added = catalog.prices(catalog.getModel(input.model).id).find((price) => price.version.id === id)
      if (added === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'price version', name: id })
      return added.version
    }),
  }
}
