import { CsvError, parse } from 'csv-parse/sync'
import type { InputIssue } from '#contract/errors'
import { AppError } from '#engine/failure'
import { isoText } from '#engine/resilience'
import { readUsd, UsdSum } from './exact-sum.ts'
import { columnsOf, type FileColumns, type FileFormat } from './file-columns.ts'

/** What a file says of one day and name, added up. `name` empty: of the day as a whole. `slackNanoUsd`: how far its cost may be off for the rounding of its lines. null: it does not say. */
export interface FileRow {
  readonly day: string
  readonly name: string
  readonly costNanoUsd: number | null
  readonly slackNanoUsd: number
  readonly calls: number | null
  readonly inputTokens: number | null
  readonly cachedTokens: number | null
  readonly outputTokens: number | null
}

/** `skippedLines`: those that are no usage, such as days without any, and credits. */
export interface ProviderFile {
  readonly format: FileFormat
  readonly rows: readonly FileRow[]
  readonly skippedLines: number
}

interface Record {
  readonly record: readonly string[]
  /** Its last, from 1. */
  readonly line: number
}

/** `counts`: by the number of their column. */
interface Sum {
  readonly cost: UsdSum
  readonly counts: Map<number, number>
}

const mostIssues = 20

/**
 * A provider's own export of costs or usage, by day and name. INVALID_INPUT with line and column (of the table, from 1; `path`: what it is called) for a head that names neither, a
 * line with more or fewer fields, a day, an amount or a count that is none, and another currency.
 */
export function readProviderFile({ text, file }: { readonly text: string; readonly file: string }): ProviderFile {
  const [head, ...lines] = recordsOf(text, file)
  const columns = head === undefined ? undefined : columnsOf(head.record)
  if (head === undefined || columns === undefined) throw refusal(file, [headIssue(head)])
  const reading = new Reading(columns, head.record)
  for (const line of lines) reading.take(line)
  if (reading.issues.length > 0) throw refusal(file, reading.issues)
  if (reading.rows().length === 0) throw refusal(file, [{ path: '', message: 'it holds no usage: expected a line a day and model' }])
  return { format: columns.format, rows: reading.rows(), skippedLines: reading.skipped }
}

class Reading {
  readonly issues: InputIssue[] = []
  skipped = 0
  readonly #columns: FileColumns
  readonly #head: readonly string[]
  readonly #sums = new Map<string, Sum>()

  constructor(columns: FileColumns, head: readonly string[]) {
    this.#columns = columns
    this.#head = head
  }

  take(line: Record): void {
    const issue = this.#flawOf(line)
    if (issue !== undefined) this.issues.push(issue)
  }

  /** Adds a line to its day and name; a flaw keeps it out. */
  #flawOf({ record, line }: Record): InputIssue | undefined {
    const { day: dayAt, name: nameAt, cost: costAt, currency } = this.#columns
    const flaw = (at: number, expected: string): InputIssue => {
      const message = `expected ${expected}, got ${quoted(record[at])}`
      return { path: this.#head[at]?.trim() ?? '', line, column: at + 1, message }
    }
    const day = dayOf(record[dayAt] ?? '')
    if (day === undefined) return flaw(dayAt, 'a day such as 2026-11-21')
    const costText = costAt === undefined ? undefined : record[costAt]?.trim()
    if (costText === '' || costText?.startsWith('-') === true) {
      this.skipped += 1
      return undefined
    }
    if (currency !== undefined && !['', 'usd'].includes(record[currency]?.trim().toLowerCase() ?? ''))
      return flaw(currency, 'amounts in USD')
    const amount = costText === undefined ? undefined : readUsd(costText)
    if (costAt !== undefined && amount === undefined) return flaw(costAt, 'an amount such as 1.50')
    const counts = this.#countedColumns.map((at) => [at, countOf(record[at] ?? '')] as const)
    const bad = counts.find(([, count]) => count === undefined)
    if (bad !== undefined) return flaw(bad[0], 'a whole number')
    const sum = this.#sumOf(day, modelNameOf(nameAt === undefined ? '' : (record[nameAt] ?? '')))
    if (amount !== undefined) sum.cost.add(amount)
    for (const [at, count = 0] of counts) sum.counts.set(at, (sum.counts.get(at) ?? 0) + count)
    return undefined
  }

  rows(): FileRow[] {
    const { calls, cached, input, output } = this.#columns
    return [...this.#sums].map(([key, { cost, counts }]) => {
      const [day, name] = JSON.parse(key) as [string, string]
      const countOfAll = (columns: readonly number[]) =>
        columns.length === 0 ? null : columns.reduce((sum, at) => sum + (counts.get(at) ?? 0), 0)
      return {
        ...{ day, name, costNanoUsd: cost.nanoUsd(), slackNanoUsd: cost.slackNanoUsd() },
        calls: countOfAll(calls === undefined ? [] : [calls]),
        inputTokens: countOfAll(input),
        cachedTokens: countOfAll(cached === undefined ? [] : [cached]),
        outputTokens: countOfAll(output),
      }
    })
  }

  /** Each once. */
  get #countedColumns(): readonly number[] {
    const { calls, cached, input, output } = this.#columns
    return [...new Set([calls, cached, ...input, ...output].filter((at) => at !== undefined))]
  }

  #sumOf(day: string, name: string): Sum {
    const key = JSON.stringify([day, name])
    const sum = this.#sums.get(key) ?? { cost: new UsdSum(), counts: new Map() }
    this.#sums.set(key, sum)
    return sum
  }
}

function recordsOf(text: string, file: string): Record[] {
  const delimiter = /^[^\n]*\t/.test(text) ? '\t' : /^[^\n,]*;/.test(text) ? ';' : ','
  try {
    const records: Record[] = []
    const note = (record: string[], { lines }: { lines: number }) => {
      records.push({ record, line: lines })
      return null
    }
    parse(text, { bom: true, skip_empty_lines: true, delimiter, on_record: note })
    return records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error['lines'] === 'number' ? { line: error['lines'] } : {}
    const column = 'column' in error && typeof error['column'] === 'number' ? { column: error['column'] + 1 } : {}
    throw refusal(file, [{ path: '', ...line, ...column, message: sayCsv(error) }])
  }
}

function sayCsv(error: CsvError): string {
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
      return 'it has more or fewer fields than the head'
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed'
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands where none may: a field with quotes is quoted whole, and each of its quotes doubled'
    default:
      return 'this is no CSV'
  }
}

/** A day of a date, of an instant in ISO text, or of seconds or milliseconds since 1970, as it is written or in UTC. */
function dayOf(text: string): string | undefined {
  const trimmed = text.trim()
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(trimmed)
  if (iso !== null) {
    const [, year = '', month = '', day = ''] = iso
    const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 ? written : undefined
  }
  if (!/^\d{10}(?:\d{3})?$/.test(trimmed)) return undefined
  return isoText(Number(trimmed) * (trimmed.length === 10 ? 1000 : 1)).slice(0, 10)
}

/** `gpt-5-nano, input_tokens`: a line of costs names what of the model was billed, too. */
function modelNameOf(text: string): string {
  return (text.split(',')[0] ?? '').trim()
}

/** An empty field is none. undefined: no whole number of at least 0. */
function countOf(text: string): number | undefined {
  const plain = text.trim().replaceAll(',', '')
  if (plain === '') return 0
  return /^\d{1,15}(?:\.0+)?$/.test(plain) ? Number(plain) : undefined
}

function headIssue(head: Record | undefined): InputIssue {
  if (head === undefined) return { path: '', message: 'the file is empty' }
  const names = head.record.map((name) => name.trim()).filter((name) => name !== '')
  return {
    ...{ path: '', line: head.line, column: 1 },
    message: `expected a column with the day and one with a cost in USD or tokens, such as date, model, cost_usd; got ${names.slice(0, 12).join(', ')}`,
  }
}

function refusal(file: string, issues: readonly InputIssue[]): AppError {
  return new AppError({ code: 'INVALID_INPUT', source: file, issues: issues.slice(0, mostIssues) })
}

function quoted(text: string | undefined): string {
  return JSON.stringify((text ?? '').slice(0, 80))
}
