import { useMemo } from 'react'
import { type Column, DataTable, useSortedRows } from '#renderer/ui'
import { added, type ChartData, type Point } from './chart-data.ts'
import { type Unit, units } from './units.ts'

/** The very data behind a chart, whole: a row a point, a column a series, and their sum where sums are meant. */
export function ChartTable({
  label,
  data,
  unit,
  pointHeader,
  isSummed = true,
  onOpen,
}: {
  readonly label: string
  readonly data: ChartData
  readonly unit: Unit
  /** What a point is, such as `Day`. */
  readonly pointHeader: string
  readonly isSummed?: boolean
  readonly onOpen?: (point: Point) => void
}) {
  const columns = useMemo(() => columnsOf(data, unit, pointHeader, isSummed), [data, unit, pointHeader, isSummed])
  const { rowAt, count, ...rows } = useSortedRows(data.points, columns)
  const total = useMemo(() => totalOf(data), [data])
  const hasTotal = isSummed && count > 1
  return (
    <DataTable<Point>
      label={label}
      columns={columns}
      {...rows}
      count={count + Number(hasTotal)}
      rowAt={(index) => (index === count ? total : rowAt(index))}
      rowKey={keyOf}
      {...(onOpen === undefined ? {} : { onOpen: (point) => (point === total ? undefined : onOpen(point)) })}
      isPlain
    />
  )
}

/** All points together: the last row, however the others are sorted. */
function totalOf({ series, points }: ChartData): Point {
  const values = series.map((_, index) => added(points.map((point) => point.values[index] ?? null)))
  return { key: 'all of them', label: 'Together', title: 'Together', values }
}

function keyOf({ key }: Point): string {
  return key
}

function columnsOf({ series }: ChartData, unit: Unit, pointHeader: string, isSummed: boolean): Column<Point>[] {
  const { exact } = units[unit]
  const say = (value: number | null) => (value === null ? '–' : exact(value))
  const sum: Column<Point> = {
    id: 'all',
    header: 'Together',
    width: 120,
    align: 'end',
    cell: ({ values }) => say(added(values)),
    sortBy: ({ values }) => added(values),
  }
  return [
    { id: 'point', header: pointHeader, width: 220, grow: 1, cell: ({ title }) => title },
    ...series.map(
      ({ id, label }, index): Column<Point> => ({
        id,
        header: label,
        width: Math.min(240, Math.max(110, 24 + label.length * 7)),
        align: 'end',
        cell: ({ values }) => say(values[index] ?? null),
        sortBy: ({ values }) => values[index] ?? null,
      }),
    ),
    ...(isSummed && series.length > 1 ? [sum] : []),
  ]
}
