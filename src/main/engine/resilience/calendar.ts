const dayMs = 86_400_000

/** A date and a time of day, without a zone. Month and day count from 1. */
export interface CivilTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  /** 60 is a leap second, and the same instant as the next minute's 0. */
  readonly second: number
}

/** Milliseconds since 1970 of a civil time read as UTC; undefined where no calendar has it, such as 31 February or 24:00, and for NaN. */
export function utcMs(time: CivilTime): number | undefined {
  const { year, month, day, hour, minute, second } = time
  // Asked this way round so that NaN is no date either.
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  const isTimeOfDay = hour <= 23 && minute <= 59 && second <= 60
  return isDate && isTimeOfDay ? daysSince1970(year, month, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 : undefined
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Proleptic Gregorian, in 400-year eras that start in March so that a leap day comes last. Source: https://howardhinnant.github.io/date_algorithms.html#days_from_civil */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
