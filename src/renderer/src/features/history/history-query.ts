import type { EpochMs } from '#contract/units'
import type { HistorySearch } from './search.ts'

/** What is asked for by an address. Days are those of this machine's zone. */
export function queryOf({ kind, subject, find, user, origin, action, from, to }: HistorySearch) {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(subject === undefined ? {} : { subject }),
    ...(find === undefined ? {} : { search: find }),
    ...(user === undefined ? {} : { user }),
    ...(origin === undefined ? {} : { origin }),
    ...(action === undefined ? {} : { action }),
    ...(from === undefined ? {} : { fromMs: beginOf(from, 0) }),
    ...(to === undefined ? {} : { toMs: beginOf(to, 1) }),
  }
}

/** When a day, or the one so many days after it, begins here. */
function beginOf(day: string, daysOn: number): EpochMs {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return Math.max(0, new Date(year, month - 1, date + daysOn).getTime()) as EpochMs
}

/** Whether anything is left out. */
export function isFiltered(search: HistorySearch): boolean {
  return Object.keys(queryOf(search)).length > 0
}
