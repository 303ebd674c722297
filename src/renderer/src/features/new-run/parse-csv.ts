import type { DraftRows } from './draft.ts'

/** One field and what ends it: in quotes, in which a quote is doubled, or plain; then a comma, a line's end, or the end. */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y

/** Comma-separated values with their names in the first line (RFC 4180). `problem` begins with `:line: `. */
export function parseCsv(text: string): { readonly rows: DraftRows } | { readonly problem: string } {
  const records: { readonly line: number; readonly fields: readonly string[] }[] = []
  let fields: string[] = []
  let [at, line, start] = [0, 1, 1]
  while (at < text.length) {
    field.lastIndex = at
    const found = field.exec(text)
    if (found === null) return { problem: `:${line}: a quote stands inside a field or is not closed` }
    const [all, quoted, plain = '', end] = found
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    line += all.split('\n').length - 1
    at += all.length
    const isLast = at >= text.length
    if (end === ',' && !isLast) continue
    if (end === ',') fields.push('')
    if (fields.length > 1 || fields[0] !== '') records.push({ line: start, fields })
    fields = []
    start = line
  }
  return tableOf(records)
}

function tableOf(records: readonly { readonly line: number; readonly fields: readonly string[] }[]): ReturnType<typeof parseCsv> {
  const [head, ...rows] = records
  const columns = (head?.fields ?? []).map((name) => name.trim())
  const double = columns.find((name, index) => columns.indexOf(name) !== index)
  if (columns.includes('')) return { problem: ':1: a column has no name' }
  if (double !== undefined) return { problem: `:1: two columns are called “${double}”` }
  const odd = rows.find(({ fields }) => fields.length !== columns.length)
  if (odd !== undefined) return { problem: `:${odd.line}: ${odd.fields.length} fields where the first line has ${columns.length}` }
  return {
    rows: { columns, rows: rows.map(({ fields }) => Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? '']))) },
  }
}
