import type { Variables } from '#contract/batch'
import type { DraftRows } from './draft.ts'
import { rowsOf } from './draft-of-batch.ts'
import { parseCsv } from './parse-csv.ts'

/** Rows in place are for what is looked at; more belong into a file that the engine reads itself. */
export const mostRows = 20_000

export type RowsRead = { readonly rows: DraftRows } | { readonly problem: string }

/** The rows of a dropped or chosen file, by its name's ending; what is wrong with it, in words with the line. */
export function readRows(name: string, text: string): RowsRead {
  const read = readBySuffix(name, text.replace(/^\uFEFF/, ''))
  if ('problem' in read) return { problem: `${name}${read.problem}` }
  if (read.rows.rows.length === 0) return { problem: `${name} has no rows` }
  if (read.rows.rows.length <= mostRows) return read
  return {
    problem: `${name} has ${read.rows.rows.length.toLocaleString('en-US')} rows, more than a form takes: give its path under “File” instead`,
  }
}

export function isRowsFile(name: string): boolean {
  return /\.(csv|json|jsonl|ndjson)$/i.test(name)
}

function readBySuffix(name: string, text: string): RowsRead {
  if (/\.csv$/i.test(name)) return parseCsv(text)
  if (/\.json$/i.test(name)) return readJson(text)
  if (/\.(jsonl|ndjson)$/i.test(name)) return readLines(text)
  return { problem: ': expected a name that ends in .csv, .json or .jsonl' }
}

function readJson(text: string): RowsRead {
  const value = parsed(text)
  if (!Array.isArray(value)) return { problem: ': expected a list of rows, such as [{ "country": "France" }]' }
  const wrong = value.findIndex((row) => !isRow(row))
  return wrong >= 0 ? { problem: `: row ${wrong + 1} is not a row of text, numbers, true, false or null` } : { rows: rowsOf(value) }
}

function readLines(text: string): RowsRead {
  const rows: Variables[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const row = parsed(line)
    if (!isRow(row)) return { problem: `:${index + 1}: expected a row in JSON, such as { "country": "France" }` }
    rows.push(row)
  }
  return { rows: rowsOf(rows) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRow(value: unknown): value is Variables {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((cell) => cell === null || ['string', 'number', 'boolean'].includes(typeof cell))
}
