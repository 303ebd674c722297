import type { Implementer } from './caller.ts'
import { decodeNumber, encodeCursor } from './cursor.ts'
import type { Services } from './services.ts'

export function ledgerProcedures(os: Implementer, { ledger, events, storage }: Services) {
  return {
    list: os.ledger.list.handler(async ({ input: { limit, after, before = decodeNumber(after), ...filter } }) => {
      const { items, ...rest } = await ledger.list(filter, { before, limit: limit + 1, isCounted: before === undefined })
      const last = items[limit - 1]
      return { ...rest, items: items.slice(0, limit), ...(items.length > limit && last !== undefined && { next: encodeCursor(last.seq) }) }
    }),
    watch: os.ledger.watch.handler(async function* ({ input: { after, ...filter }, signal }) {
      yield* ledger.watch(filter, after, signal ?? new AbortController().signal)
    }),
    call: os.ledger.call.handler(({ input }) => ledger.call(input.id)),
    search: os.ledger.search.handler(async function* ({ input: { text, before, limit, ...filter }, signal }) {
      yield* ledger.search({ filter, text, before, limit }, signal ?? new AbortController().signal)
    }),
    health: os.ledger.health.handler(() => ({
      failedEvents: events.lost,
      failedRollups: storage.health.failedRollups,
      lastFailure: events.lastFailure ?? storage.health.lastFailure,
    })),
  }
}
