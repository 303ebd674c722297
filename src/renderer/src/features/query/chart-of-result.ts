import { type ChartData, colourOf, mostSeries, type Point, type Unit } from '#renderer/charts'
import { formatWhen } from '#renderer/lib'
import { amountOf, isNumeric, sayValue } from './result-columns.tsx'
import type { SqlRow } from './use-sql.ts'

/** Which columns are drawn, by their places: along the axis, and as values. */
export interface Picked {
  readonly x: number
  readonly ys: readonly number[]
}

/** Places of the columns that hold numbers. */
export function numericColumns(names: readonly string[], sample: readonly SqlRow[]): number[] {
  return names.flatMap((_name, index) => (isNumeric(sample, index) ? [index] : []))
}

/** What is drawn until a person picks: the first column that can name points, and the first that holds numbers and is none of time. undefined: there is nothing to draw. */
export function firstPick(names: readonly string[], sample: readonly SqlRow[]): Picked | undefined {
  const numbers = numericColumns(names, sample)
  const x = names.findIndex((name, index) => !numbers.includes(index) || isInstant(name))
  const along = x < 0 ? 0 : x
  const values = numbers.filter((index) => index !== along && !isInstant(names[index] ?? ''))
  const first = values[0]
  return first === undefined ? undefined : { x: along, ys: [first] }
}

/** The rows as points in the order of the result; values are of one unit, that of the first of them. */
export function chartOfResult(
  names: readonly string[],
  rows: readonly SqlRow[],
  { x, ys }: Picked,
  nowMs: number,
): { readonly data: ChartData; readonly unit: Unit } {
  const { unit, factor } = unitOf(names[ys[0] ?? -1] ?? '')
  const drawn = ys.slice(0, mostSeries)
  const points: Point[] = rows.map((row, index) => {
    const title = pointName(names[x] ?? '', row[x], nowMs)
    const values = drawn.map((y) => {
      const value = amountOf(row[y])
      return value === undefined ? null : value * factor
    })
    return { key: String(index), label: title, title, values }
  })
  return { data: { series: drawn.map((y, index) => ({ id: String(y), label: names[y] ?? '', colour: colourOf(index) })), points }, unit }
}

/** What a column's name says of its values. A chart of money is in nano-dollars. */
export function unitOf(name: string): { readonly unit: Unit; readonly factor: number } {
  const low = name.toLowerCase()
  if (/nano_?usd$/.test(low)) return { unit: 'usd', factor: 1 }
  if (/usd$/.test(low)) return { unit: 'usd', factor: 1e9 }
  if (/_ms$/.test(low)) return { unit: 'ms', factor: 1 }
  if (/tokens$/.test(low)) return { unit: 'tokens', factor: 1 }
  if (/^(calls|answered|failed|count|n)$|_calls$|^count\(/.test(low)) return { unit: 'calls', factor: 1 }
  if (/(share|ratio|success_rate)$/.test(low)) return { unit: 'share', factor: 1 }
  return { unit: 'number', factor: 1 }
}

function isInstant(name: string): boolean {
  return /_at_ms$|^bucket_ms$/.test(name.toLowerCase())
}

function pointName(name: string, value: SqlRow[number] | undefined, nowMs: number): string {
  return typeof value === 'number' && isInstant(name) ? formatWhen(value, nowMs) : sayValue(value).slice(0, 60)
}
