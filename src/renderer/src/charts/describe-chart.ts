import { type ChartData, sumOf } from './chart-data.ts'
import { type Unit, units } from './units.ts'

/** A chart in a sentence, for those who do not see it; the figures are in its table. */
export function describeChart({ series, points }: ChartData, unit: Unit): string {
  const [first, last] = [points[0], points[points.length - 1]]
  if (first === undefined || last === undefined) return 'No values.'
  const words = units[unit]
  const highest = points.reduce((most, point) => (sumOf(point.values) > sumOf(most.values) ? point : most), first)
  const of = series.length === 1 ? '' : ` of ${series.length} series: ${series.map(({ label }) => label).join(', ')}`
  const isSum = unit === 'usd' || unit === 'calls' || unit === 'tokens'
  const peak = isSum ? ` Highest: ${words.short(sumOf(highest.values))} at ${highest.title}.` : ''
  return `${points.length} points${of}, from ${first.title} to ${last.title}.${peak} The table has all figures.`
}
