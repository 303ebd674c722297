import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, type Options, parse } from 'csv-parse'
import { messagesColumn } from '#contract/own-columns'
import { unfilled } from './check-batch.ts'
import { invalidInput, quoted } from './input-error.ts'
import { readText } from './read-text.ts'
import { maxRowLength, type Row } from './row.ts'

/** `line`: where it begins, from 1. */
export interface CsvRecord {
  readonly fields: readonly string[]
  readonly line: number
}

const format: Options = {
  max_record_size: maxRowLength,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
}

/**
 * The rows of a csv with a header: RFC 4180, line ends of any system, quoted line ends, values always text. Blanks around a column's name are dropped;
 * a column without a name (as pandas writes its index) is passed over.
 * Errors: INVALID_INPUT naming file, line and column: a name twice, a `needed` one missing, a row with more or fewer fields than the header, quotes out of place.
 */
export async function* readCsv(file: string, needed: readonly string[]): AsyncGenerator<Row> {
  let columns: readonly string[] | undefined
  for await (const { fields, line } of csvRecords(readText(file), file)) {
    if (columns === undefined) columns = headerOf(fields, needed, file, line)
    else yield { variables: toVariables(columns, fields, file, line), line }
  }
}

/** The records of a csv's text, its header first, in pieces as it comes. Errors: INVALID_INPUT naming `file` and the line of a quote out of place. */
export async function* csvRecords(pieces: AsyncIterable<string> | Iterable<string>, file: string): AsyncGenerator<CsvRecord> {
  const lines = new LineCount()
  const parser = parse({ ...format, on_record: (fields, { lines: counted }) => lines.note(fields, counted) })
  const reading = pipeline(Readable.from(pieces, { highWaterMark: 2 }), parser)
  // The loop below sees the same error, from the parser that pipeline destroys with it.
  reading.catch(() => undefined)
  try {
    for await (const fields of parser) yield { fields, line: lines.startOf(fields) }
  } catch (cause) {
    throw cause instanceof CsvError ? invalidInput(file, [{ path: '', line: lines.ofError(cause), message: sayCsv(cause) }]) : cause
  }
}

/** The file's own lines, from csv-parse's count: it counts up to a record's end, and a CR LF inside quotes as two. */
class LineCount {
  readonly #starts = new WeakMap<readonly string[], number>()
  #end = 0
  #countedTwice = 0

  /** To be called for each record as it is parsed; `counted` is the count at its end. The reader gets to it later. */
  note(fields: string[], counted: number): string[] {
    this.#starts.set(fields, counted - this.#countedTwice - occurrences(fields, /[\r\n]/g))
    this.#countedTwice += occurrences(fields, /\r\n/g)
    this.#end = counted - this.#countedTwice
    return fields
  }

  startOf(fields: readonly string[]): number {
    return this.#starts.get(fields) ?? 0
  }

  /** Of a quote that is never closed the line after the last good record: where the parser gives up is the end of the file. */
  ofError(error: CsvError): number {
    const counted = 'lines' in error && typeof error['lines'] === 'number' ? error['lines'] - this.#countedTwice : 0
    return error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE' ? this.#end + 1 : counted
  }
}

function headerOf(names: readonly string[], needed: readonly string[], file: string, line: number): readonly string[] {
  const columns = names.map((name) => name.trim())
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index)
  if (twice !== undefined)
    throw invalidInput(file, [{ path: twice, line, message: `two columns are named ${quoted(twice)}: rename one of them` }])
  const missing = columns.includes(messagesColumn) ? [] : needed.filter((name) => !columns.includes(name))
  const separator = columns.length === 1 ? /[;\t]/.exec(columns[0] ?? '')?.[0] : undefined
  if (missing.length > 0 && separator !== undefined)
    throw invalidInput(file, [
      { path: '', line, message: `the header is separated by ${separator === ';' ? 'semicolons' : 'tabs'}: save the file with commas` },
    ])
  if (missing.length > 0)
    throw invalidInput(
      file,
      missing.map((name) => ({ path: name, line, ...unfilled(name, columns, 'the header') })),
    )
  return columns
}

function toVariables(columns: readonly string[], record: readonly string[], file: string, line: number): Row['variables'] {
  if (record.length !== columns.length)
    throw invalidInput(file, [
      { path: '', line, message: `expected ${columns.length} fields as in the header, got ${record.length}${fieldHint(columns, record)}` },
    ])
  const named = columns.map((name, index) => [name, record[index] ?? ''] as const)
  return Object.fromEntries(named.filter(([name]) => name !== '' && name !== '__proto__'))
}

function fieldHint(columns: readonly string[], record: readonly string[]): string {
  if (record.length > columns.length) return ': a value with a comma in it wants quotes around it'
  return `: ${quoted(columns[record.length] ?? '')} has no value`
}

function occurrences(record: readonly string[], pattern: RegExp): number {
  return record.reduce((sum, field) => sum + (field.match(pattern)?.length ?? 0), 0)
}

function sayCsv({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'the row that begins here opens a quote and never closes it'
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside a value: put the whole value in quotes and write each quote in it twice'
    case 'CSV_MAX_RECORD_SIZE':
      return 'the row that begins here is longer than 4 MiB: it may open a quote and never close it'
    default:
      return `this is no valid csv: ${message}`
  }
}
