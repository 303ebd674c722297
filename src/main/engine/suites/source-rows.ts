import { csvRecords, JsonListScanner, quoted } from '#engine/batches'
import { AppError } from '#engine/failure'
import { type Notes, refused } from './notes.ts'
import { isObject, isTooDeep, type Json } from './values.ts'

/** A batch holds no more rows in place. */
export const mostRows = 100_000

/** A row before anything is made of it. `line`: where it begins, from 1; null: its file has no lines. */
export interface SourceRow {
  readonly line: number | null
  readonly values: Json
}

/** The rows of a csv with a header. `label`: which file it is, where it is not the one that is imported. What is wrong with one row is noted as a flaw; a quote out of place, after which nothing can be told apart, is INVALID_INPUT. */
export async function csvRows(text: string, file: string, notes: Notes, label = ''): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  let columns: readonly string[] | undefined
  for await (const { fields, line } of csvRecords(piecesOf(text), file)) {
    if (columns === undefined) columns = headerOf(fields, line, notes)
    else if (fields.length !== columns.length)
      notes.flaw({ line, field: label }, `expected ${columns.length} fields as in the header, got ${fields.length}`)
    else push(rows, { line, values: named(columns, fields) }, file)
  }
  return rows
}

/** One object a line. Blank lines are passed over. */
export function jsonLines(text: string, file: string, notes: Notes, label = ''): SourceRow[] {
  const rows: SourceRow[] = []
  let line = 0
  for (const each of withoutMark(text).split('\n')) {
    line += 1
    if (each.trim() !== '') addJson(rows, { text: each, line, label }, file, notes)
  }
  return rows
}

/** One JSON list of objects. */
export function jsonList(text: string, file: string, notes: Notes): SourceRow[] {
  const rows: SourceRow[] = []
  const scanner = new JsonListScanner()
  for (const element of scanner.scan(withoutMark(text))) addJson(rows, { ...element, label: '' }, file, notes)
  const flaw = scanner.end()
  if (flaw !== undefined) throw refused(file, flaw.message, { line: flaw.line })
  return rows
}

export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

interface JsonRow {
  readonly text: string
  readonly line: number
  readonly label: string
}

function addJson(rows: SourceRow[], row: JsonRow, file: string, notes: Notes): void {
  const { line, label } = row
  const values = parsed(row, notes)
  if (values === undefined) return
  if (!isObject(values)) notes.flaw({ line, field: label }, `expected an object such as {"input": "…"}, got ${quoted(row.text.trim())}`)
  else if (isTooDeep(values)) notes.flaw({ line, field: label }, 'lists or objects are nested deeper than 64')
  else push(rows, { line, values }, file)
}

function parsed({ text, line, label }: JsonRow, notes: Notes): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const found = cause instanceof Error ? cause.message.replace(/ \(line \d+ column \d+\)$/, '') : ''
    notes.flaw({ line, field: label }, `this is no valid JSON: ${found.slice(0, 200)}`)
    return undefined
  }
}

function push(rows: SourceRow[], row: SourceRow, file: string): void {
  rows.push(row)
  if (rows.length > mostRows)
    throw new AppError({
      code: 'INVALID_INPUT',
      source: file,
      issues: [
        {
          path: '',
          ...(row.line === null ? {} : { line: row.line }),
          message: `it has more than ${mostRows} rows: name the file as dataset of a batch file instead, which takes any number`,
        },
      ],
    })
}

function headerOf(fields: readonly string[], line: number, notes: Notes): readonly string[] {
  const columns = fields.map((name) => name.trim())
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index)
  if (twice !== undefined) notes.flaw({ line, field: twice }, `two columns are named ${quoted(twice)}: rename one of them`)
  return columns
}

/** A column without a name, as pandas writes its index, is passed over. */
function named(columns: readonly string[], fields: readonly string[]): Json {
  return Object.fromEntries(columns.flatMap((name, index) => (name === '' ? [] : [[name, fields[index] ?? '']])))
}

function* piecesOf(text: string): Generator<string> {
  const whole = withoutMark(text)
  for (let at = 0; at < whole.length; at += 65_536) yield whole.slice(at, at + 65_536)
}
