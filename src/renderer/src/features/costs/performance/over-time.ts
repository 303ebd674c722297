import type { PerformanceRow } from '#contract/analytics'
import type { ChartData, Period } from '#renderer/charts'

/** One line for each of what is told of a period; a period without a call has no value, not 0. */
export function linesOf(
  rows: readonly PerformanceRow[],
  periods: readonly Period[],
  lines: readonly {
    readonly id: string
    readonly label: string
    readonly colour: string
    readonly of: (row: PerformanceRow) => number | null
  }[],
): ChartData {
  const byPeriod = new Map(rows.map((row) => [row.group[0] ?? '', row]))
  return {
    series: lines.map(({ id, label, colour }) => ({ id, label, colour })),
    points: periods.map(({ key, label, title }) => {
      const row = byPeriod.get(key)
      return { key, label, title, values: lines.map(({ of }) => (row === undefined ? null : of(row))) }
    }),
  }
}
