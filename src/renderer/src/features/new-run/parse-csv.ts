import type { DraftRows } from './draft.ts'

/** One field and what ends it: in quotes, in which a quote is doubled, or plain; then a comma, a line's end, or the end. */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n?|\n|$)/y

/**
 * Comma-separated values with their names in the first line (RFC 4180), line ends of any system; a column without a name is passed over, as the engine does.
 * `problem` begins with `:line: `. The engine's parser is not used here: for browsers it comes with a Buffer of its own, twice the page in all.
 */
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
    line += all.match(/\r\n?|\n/g)?.length ?? 0
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
  const named = columns.filter((name) => name !== '')
  const double = named.find((name, index) => named.indexOf(name) !== index)
  if (double !== undefined) return { problem: `:1: two columns are called “${double}”` }
  const odd = rows.find(({ fields }) => fields.length !== columns.length)
  if (odd !== undefined) return { problem: `:${odd.line}: ${odd.fields.length} fields where the first line has ${columns.length}` }
  return {
    rows: {
      columns: named,
      rows: rows.map(({ fields }) => Object.fromEntries(named.map((name) => [name, fields[columns.indexOf(name)] ?? '']))),
    },
  }
}
