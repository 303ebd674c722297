import { useMemo, useState } from 'react'
import { type Column, type Sort, sortRows } from './columns.ts'

/** Rows that are all here, as the person sorts them: spread it into a `DataTable`. */
export function useSortedRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], initial?: Sort) {
  const [sort, setSort] = useState<Sort | undefined>(initial)
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort])
  return { count: sorted.length, rowAt: (index: number) => sorted[index], sort, onSort: setSort }
}
