import { compare } from '#engine/catalog'
import { auditOf, type Implementer } from './caller.ts'
import { cutPage, decodeNumbers, encodeCursor } from './cursor.ts'
import type { Services } from './services.ts'

export function priceProcedures(os: Implementer, services: Services) {
  const { catalog, edits, clock } = services
  return {
    list: os.prices.list.handler(({ input }) => {
      const [beforeMs = Number.POSITIVE_INFINITY, beforeSeq = 0] = decodeNumbers(input.after, 2) ?? []
      const versions = catalog
        .prices(catalog.getModel(input.model).id)
        .filter(({ effectiveFromMs, seq }) => effectiveFromMs < beforeMs || (effectiveFromMs === beforeMs && seq < beforeSeq))
        .toSorted((left, right) => right.effectiveFromMs - left.effectiveFromMs || right.seq - left.seq)
      const { rows, ...rest } = cutPage(versions, input.limit, (price) => encodeCursor(price.effectiveFromMs, price.seq))
      return { items: rows.map((price) => price.version), ...rest }
    }),
    inForce: os.prices.inForce.handler(({ input }) => {
      const model = catalog.getModel(input.model)
      const atMs = input.atMs ?? clock.nowMs()
      return { model: model.ref, atMs, price: catalog.priceInForce(model.id, atMs)?.version ?? null }
    }),
    upcoming: os.prices.upcoming.handler(({ input }) => {
      const nowMs = clock.nowMs()
      const beginning = [...catalog.models()].flatMap(({ id }) =>
        catalog.prices(id).filter((price) => price.effectiveFromMs > nowMs && catalog.priceInForce(id, price.effectiveFromMs) === price),
      )
      const versions = beginning.map(({ version }) => version)
      versions.sort((left, right) => left.effectiveFromMs - right.effectiveFromMs || compare(left.model, right.model))
      return { items: versions.slice(0, input.limit) }
    }),
    add: os.prices.add.handler(async ({ input, context }) => {
      const { id, change } = await edits.prices.add(input, auditOf(services, context, input.reason))
      return { ...catalog.getPrice(id).version, change }
    }),
    withdraw: os.prices.withdraw.handler(async ({ input, context }) => {
      const { id, change } = await edits.prices.withdraw(input, auditOf(services, context, input.reason))
      return { ...catalog.getPrice(id).version, change }
    }),
  }
}
