import type { CostTotal } from '#contract/costs'
import type { ExportColumn, ExportRow } from './export-column.ts'

/** Rows of a report that are read as it is written. Must be closed. */
export interface RowSource {
  readonly columns: readonly ExportColumn[]
  readonly total: number
  readonly isDone: boolean
  next(): Promise<ExportRow[]>
  /** Of what was read; null: rows are no calls. */
  cost(): CostTotal | null
  close(): Promise<void>
}
