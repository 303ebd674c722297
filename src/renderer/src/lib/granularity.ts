/** How finely time is parted; a week begins on Monday. */
export type Granularity = 'quarter' | 'hour' | 'day' | 'week' | 'month'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The finest that makes no more columns than can be told apart at a glance. */
export function granularityOf(lengthMs: number): Granularity {
  if (lengthMs <= 12 * hourMs) return 'quarter'
  if (lengthMs <= 3 * dayMs) return 'hour'
  if (lengthMs <= 100 * dayMs) return 'day'
  return lengthMs <= 730 * dayMs ? 'week' : 'month'
}
