import type { Variables } from '#contract/scenarios'

/** Rows as a dataset's file: CSV by its ending, else JSON Lines. */
export function rowsText(file: string, columns: readonly string[], rows: readonly Variables[]): string {
  if (!/\.csv$/i.test(file)) return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('')
}

/** RFC 4180. A dataset is read as it is written: no value is made safe for a spreadsheet. */
function quoted(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
