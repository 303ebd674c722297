export { type EventFacts, EventLog } from './event-log.ts'
