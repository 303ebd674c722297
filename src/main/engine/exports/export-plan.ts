import type { CostQuery, CostRow, CostTotal } from '#contract/costs'
import type { ReportFormat } from '#contract/reports'
import { costCells, costColumns } from './cost-columns.ts'
import type { ExportColumn, ExportRow, Facts } from './export-column.ts'
import { focusCells, focusColumns } from './focus-columns.ts'

/** What `costs.report` answers. */
export interface CostReport {
  readonly dimensions: CostQuery['groupBy']
  readonly watermark: number
  readonly droppedBeforeMs: number | null
  readonly rows: readonly CostRow[]
  readonly total: CostRow
}

/** Rows that are at hand, with what is told before and after them. `count`: of the report's own rows. */
export interface RowsPlan {
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly ExportRow[]
  readonly facts: Facts
  readonly endFacts: Facts
  readonly watermark: number
  readonly cost: CostTotal | null
}

/**
 * A report of costs as rows. JSON is the procedure's own answer. The total is the last row of CSV and JSON Lines; in Parquet, where it would be added up with the rest, it
 * stands in the file's metadata.
 */
export function costPlan(report: CostReport, format: ReportFormat | 'zip'): RowsPlan {
  const { dimensions, watermark, droppedBeforeMs, rows, total } = report
  const told = { facts: { dimensions, watermark, droppedBeforeMs }, watermark, cost: total.cost }
  if (format === 'json') {
    return { ...told, columns: wholeJson, rows: rows.map((row) => [JSON.stringify(row)]), endFacts: { total } }
  }
  const cells = rows.map((row) => costCells(row, false))
  const columns = costColumns(dimensions)
  if (format === 'parquet') return { ...told, columns, rows: cells, endFacts: { total } }
  return { ...told, columns, rows: [...cells, costCells(total, true)], endFacts: {} }
}

/** As the FinOps Open Cost and Usage Specification names it; a row that is no charge of theirs, such as a total, is none of it. */
export function focusPlan({ rows, watermark, droppedBeforeMs, total }: CostReport): RowsPlan {
  const facts = { specification: 'FOCUS 1.2', watermark, droppedBeforeMs }
  return { columns: focusColumns, rows: rows.map(focusCells), facts, endFacts: { cost: total.cost }, watermark, cost: total.cost }
}

/** A column whose cells are what is written, whole. */
export const wholeJson: readonly ExportColumn[] = [{ name: '', type: 'json' }]
