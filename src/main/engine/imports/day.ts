import { parseRfc3339Ms } from '#engine/resilience'

/** The first instant of a UTC day written as 2026-07-02; null: it is none. */
export function startOfDayMs(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  return parseRfc3339Ms(`${text}T00:00:00Z`) ?? null
}
