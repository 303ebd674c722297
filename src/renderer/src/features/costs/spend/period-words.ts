import type { Granularity } from '#renderer/lib'

/** What a row of a table over time is. */
export const pointHeaders: Readonly<Record<Granularity, string>> = {
  quarter: 'Quarter of an hour',
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
}

export function sayPer(granularity: Granularity): string {
  return granularity === 'quarter' ? 'per quarter of an hour' : `per ${granularity}`
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
