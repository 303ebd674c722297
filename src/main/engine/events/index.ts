export { type EventFacts, EventLog, type RecordedEvent } from './event-log.ts'
