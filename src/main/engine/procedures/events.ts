import { eventView } from '#engine/reports'
import type { Implementer } from './caller.ts'
import { cutPage, decodeNumber, encodeCursor } from './cursor.ts'
import type { Services } from './services.ts'

export function eventProcedures(os: Implementer, { storage }: Services) {
  return {
    list: os.events.list.handler(async ({ input: { kind, subject, run, limit, after } }) => {
      const found = await storage.read('listEvents', { kind, subject, runUlid: run, beforeId: decodeNumber(after), limit: limit + 1 })
      const { rows, ...rest } = cutPage(found, limit, (row) => encodeCursor(row.id))
      return { items: rows.map(eventView), ...rest }
    }),
  }
}
