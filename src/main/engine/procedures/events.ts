import type { EventKind, NewEvents } from '#contract/events'
import { untilTopic } from '#engine/changes'
import { eventView } from '#engine/reports'
import type { Implementer } from './caller.ts'
import { cutPage, decodeNumber, encodeCursor } from './cursor.ts'
import type { Services } from './services.ts'

const mostNew = 20

export function eventProcedures(os: Implementer, services: Services) {
  const { storage } = services
  return {
    list: os.events.list.handler(async ({ input: { kind, subject, run, limit, after } }) => {
      const found = await storage.read('listEvents', { kind, subject, runUlid: run, beforeId: decodeNumber(after), limit: limit + 1 })
      const { rows, ...rest } = cutPage(found, limit, (row) => encodeCursor(row.id))
      return { items: rows.map(eventView), ...rest }
    }),
    watch: os.events.watch.handler(async function* ({ input, signal }) {
      yield* watchEvents(services, input, signal ?? new AbortController().signal)
    }),
  }
}

/** What is new, whenever it is other than was last said; every wait ends with the signal. A reader that is slow misses states, never the last one. */
async function* watchEvents(
  { storage, changes, clock }: Services,
  { after, kinds }: { readonly after?: number | undefined; readonly kinds?: readonly EventKind[] | undefined },
  signal: AbortSignal,
): AsyncGenerator<NewEvents> {
  const afterId = after ?? (await storage.read('lastEventId', undefined))
  let said: number | undefined
  for (;;) {
    const count = changes.counts().topics.events
    const rows = await storage.read('newEvents', { afterId, kinds, limit: mostNew + 1 })
    const seq = rows[0]?.id ?? afterId
    if (seq !== said) yield { seq, items: rows.slice(0, mostNew).map(eventView), hasMore: rows.length > mostNew }
    said = seq
    await untilTopic(changes, 'events', count, clock, signal)
  }
}
