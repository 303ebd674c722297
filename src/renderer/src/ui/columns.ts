import type { ReactNode } from 'react'

/** A column of a table. Widths are pixels; columns with `grow` share what is left. */
export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** At least so wide; without `grow` just so wide. */
  readonly width: number
  readonly grow?: number
  /** Numbers stand at the end, so that their digits do. */
  readonly align?: 'end'
  readonly cell: (row: Row) => ReactNode
  /** What is said of a cell to whoever rests on it. */
  readonly title?: (row: Row) => string | undefined
  /** What rows are put in order by; absent: the table cannot be sorted by this column. null goes last either way. */
  readonly sortBy?: (row: Row) => string | number | null
  /** For tables that are sorted where their rows come from. */
  readonly isSortable?: boolean
}

export interface Sort {
  readonly column: string
  readonly isDescending: boolean
}

/** The next of: ascending, descending, as it came. */
export function nextSort(sort: Sort | undefined, column: string): Sort | undefined {
  if (sort?.column !== column) return { column, isDescending: false }
  return sort.isDescending ? undefined : { column, isDescending: true }
}

const inOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** From so many rows on words are put in the order of their letters' codes: that of a dictionary would hold the window up. */
const many = 20_000

/** A sorted copy; equal rows stay in the order they came in. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | undefined): readonly Row[] {
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (sort === undefined || sortBy === undefined) return rows
  const direction = sort.isDescending ? -1 : 1
  const compareTexts = rows.length < many ? inOrder.compare : byCode
  return rows
    .map((row) => ({ row, by: sortBy(row) }))
    .sort((left, right) => compare(left.by, right.by, direction, compareTexts))
    .map(({ row }) => row)
}

/** `grid-template-columns` of the columns, and the least width in which they stand without being cut. */
export function gridOf(columns: readonly Pick<Column<never>, 'width' | 'grow'>[]): { template: string; minWidth: number } {
  return {
    template: columns.map(({ width, grow }) => (grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`)).join(' '),
    minWidth: columns.reduce((sum, { width }) => sum + width, 0),
  }
}

function byCode(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

type Value = string | number | null

function compare(left: Value, right: Value, direction: number, compareTexts: (left: string, right: string) => number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  const order = typeof left === 'number' && typeof right === 'number' ? left - right : compareTexts(String(left), String(right))
  return order * direction
}
