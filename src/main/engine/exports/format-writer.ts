import type { ReportFormat } from '#contract/reports'
import type { ExportColumn, ExportRow, Facts } from './export-column.ts'
import { csvFormat, jsonFormat, jsonLinesFormat, type TextFormat } from './text-formats.ts'

/** What rows are handed to, in whichever format. */
export interface FormatWriter {
  rows(rows: readonly ExportRow[]): void
  /** `facts`: what is known at the end alone, such as the total. */
  finish(facts: Facts): void
}

export interface FormatOptions {
  readonly format: ReportFormat
  readonly columns: readonly ExportColumn[]
  /** What is known before the first row. CSV and JSON Lines have no place for it. */
  readonly facts: Facts
  readonly write: (data: Uint8Array | string) => void
}

/** Parquet is loaded when it is first wanted. */
export async function openFormat({ format, columns, facts, write }: FormatOptions): Promise<FormatWriter> {
  switch (format) {
    case 'csv':
      return textWriter(csvFormat(columns), write)
    case 'json':
      return textWriter(jsonFormat(columns, facts), write)
    case 'jsonl':
      return textWriter(jsonLinesFormat(columns), write)
    case 'parquet': {
      const { AnyParquetFormat, isKnown, ParquetFormat } = await import('./parquet-format.ts')
      return isKnown(columns) ? new ParquetFormat(columns, facts, write) : new AnyParquetFormat(columns, facts, write)
    }
  }
}

function textWriter(format: TextFormat, write: (text: string) => void): FormatWriter {
  write(format.head())
  return {
    rows: (rows) => {
      for (const row of rows) write(format.row(row))
    },
    finish: (facts) => write(format.tail(facts)),
  }
}
