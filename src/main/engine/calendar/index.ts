export { Calendar, type CalendarPorts } from './calendar.ts'
export { type CalendarEntry, entriesAfter } from './entries.ts'
