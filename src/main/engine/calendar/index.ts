export { Calendar, type CalendarPorts } from './calendar.ts'
