import type { JsonCell } from './json-cell.ts'

/**
 * What a column holds, and so how each format writes it. `usd`: cells are nano-USD, written as exact decimal USD; `instant`: epoch milliseconds; `json`: JSON, as text or not
 * yet written, which formats that can nest take as it is; `any`: whatever comes, text or numbers.
 */
export type ColumnType = 'text' | 'int' | 'real' | 'bool' | 'instant' | 'usd' | 'json' | 'any'

export interface ExportColumn {
  readonly name: string
  readonly type: ColumnType
}

/** null: there is none, or it is not known. */
export type Cell = string | number | boolean | JsonCell | null

/** A cell for each column, in their order. */
export type ExportRow = readonly Cell[]

/** What is told beside the rows. */
export type Facts = Readonly<Record<string, unknown>>
