import { csvLine } from '#contract/csv-text'
import type { SqlValue } from '#contract/sql'

/** Rows as a file has them, line by line as they come. */
export interface RowWriter {
  begin(columns: readonly string[]): void
  write(rows: readonly (readonly SqlValue[])[]): void
  end(): void
}

/** `csv`: with a head, safe for spreadsheets; `jsonl`: an object a line; `json`: one array of objects. */
export function createRowWriter(format: 'csv' | 'json' | 'jsonl', out: (text: string) => void): RowWriter {
  let columns: readonly string[] = []
  let isFirst = true
  const lineOf = (row: readonly SqlValue[]) => csvLine(row).slice(0, -1)
  const objectOf = (row: readonly SqlValue[]) =>
    JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])))
  return {
    begin(given) {
      columns = given
      if (format === 'csv') out(lineOf(columns))
    },
    write(rows) {
      for (const row of rows) {
        if (format === 'csv') out(lineOf(row))
        else if (format === 'jsonl') out(objectOf(row))
        else out(`${isFirst ? '[' : ','} ${objectOf(row)}`)
        isFirst = false
      }
    },
    end() {
      if (format === 'json') out(isFirst ? '[]' : ']')
    },
  }
}
