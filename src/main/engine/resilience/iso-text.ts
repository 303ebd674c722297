const dayMs = 86_400_000

/** An instant as RFC 3339 text in UTC, such as 2026-07-02T00:00:00.000Z. Source: https://howardhinnant.github.io/date_algorithms.html#civil_from_days */
export function isoText(atMs: number): string {
  const days = Math.floor(atMs / dayMs)
  const ofDay = atMs - days * dayMs
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const hour = Math.floor(ofDay / 3_600_000)
  const minute = Math.floor(ofDay / 60_000) % 60
  const second = Math.floor(ofDay / 1000) % 60
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}.${padded(ofDay % 1000, 3)}Z`
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
