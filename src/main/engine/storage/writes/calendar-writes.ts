import type { WriteContext } from '../write-context.ts'
import { addEvent } from './event-writes.ts'

export interface TellCalendar {
  /** Up to when the calendar has been read; the events are of that instant. */
  readonly seenMs: number
  readonly events: readonly { readonly ulid: string; readonly subject: string; readonly data: string }[]
}

/** All of it or nothing, so that none is told twice. */
export function tellCalendar(context: WriteContext, { seenMs, events }: TellCalendar): void {
  for (const event of events) addEvent(context, { ...event, atMs: seenMs, kind: 'calendar', runId: null, attemptId: null })
  context.prepare('update workspace set calendar_seen_ms = ?').run(seenMs)
}
