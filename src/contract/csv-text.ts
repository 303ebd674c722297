/** A value of a CSV cell; null is an empty cell. */
export type CsvValue = string | number | null

/**
 * Rows as RFC 4180 has them: CRLF, quotes doubled, a head line. Text that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, "CSV injection"); numbers are left as they are.
 */
export function renderCsv(head: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  let text = csvLine(head)
  for (const row of rows) text += csvLine(row)
  return text
}

/** One row with its end of line. */
export function csvLine(values: readonly CsvValue[]): string {
  let line = ''
  for (const [at, value] of values.entries()) line += at === 0 ? csvCell(value) : `,${csvCell(value)}`
  return `${line}\r\n`
}

/** What makes a spreadsheet take a cell for a formula when it stands in front. */
const formulaStart = /^[=+\-@\t\r\n|%]/
const mustBeQuoted = /[",\r\n]/
/** One look for both: most cells need neither. */
const isSpecial = /^[=+\-@\t|%]|[",\r\n]/

export function csvCell(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (!isSpecial.test(value)) return value
  const safe = formulaStart.test(value) ? `'${value}` : value
  return mustBeQuoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
