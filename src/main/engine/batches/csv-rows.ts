import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, type InfoRecord, type Options, parse } from 'csv-parse'
import { unfilled } from './check-batch.ts'
import { invalidInput, quoted } from './input-error.ts'
import { readText } from './read-text.ts'
import { maxRowLength, type Row } from './row.ts'

interface Parsed {
  readonly record: readonly string[]
  readonly info: InfoRecord
}

const options: Options & { info: true } = {
  info: true,
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
  // csv-parse counts a CR LF inside quotes as two lines.
  let countedTwice = 0
  for await (const { record, info } of recordsOf(file)) {
    const line = info.lines - countedTwice - occurrences(record, /[\r\n]/g)
    countedTwice += occurrences(record, /\r\n/g)
    if (columns === undefined) columns = headerOf(record, needed, file, line)
    else yield { variables: toVariables(columns, record, file, line), line }
  }
}

async function* recordsOf(file: string): AsyncGenerator<Parsed> {
  const parser = parse(options)
  const reading = pipeline(Readable.from(readText(file)), parser)
  // The loop below sees the same error, from the parser that pipeline destroys with it.
  reading.catch(() => undefined)
  try {
    yield* parser
  } catch (cause) {
    throw cause instanceof CsvError ? invalidInput(file, [csvIssue(cause)]) : cause
  }
}

function headerOf(names: readonly string[], needed: readonly string[], file: string, line: number): readonly string[] {
  const columns = names.map((name) => name.trim())
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index)
  if (twice !== undefined)
    throw invalidInput(file, [{ path: twice, line, message: `two columns are named ${quoted(twice)}: rename one of them` }])
  const missing = needed.filter((name) => !columns.includes(name))
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

function csvIssue(error: CsvError): { path: string; line?: number; message: string } {
  const line = 'lines' in error && typeof error['lines'] === 'number' ? { line: error['lines'] } : {}
  return { path: '', ...line, message: sayCsv(error) }
}

function sayCsv({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed'
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside a value: put the whole value in quotes and write each quote in it twice'
    case 'CSV_MAX_RECORD_SIZE':
      return 'a row is longer than 4 MiB: a quote may be open'
    default:
      return `this is no valid csv: ${message}`
  }
}
