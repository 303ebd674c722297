import { csvCell, csvLine } from '#contract/csv-text'
import type { NanoUsd } from '#contract/units'
import { nanoUsdToText } from '#engine/money'
import { isoText } from '#engine/resilience'
import type { Cell, ColumnType, ExportColumn, ExportRow, Facts } from './export-column.ts'

/** Rows as text: what comes before all of them, each of them, and what comes after. */
export interface TextFormat {
  head(): string
  row(row: ExportRow): string
  /** `facts`: what is known at the end alone; only JSON has a place for it. */
  tail(facts: Facts): string
}

/** As RFC 4180 has it; text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvFormat(columns: readonly ExportColumn[]): TextFormat {
  const types = columns.map(({ type }) => type)
  const lineOf = (row: ExportRow): string => {
    let line = ''
    for (let at = 0; at < types.length; at += 1) line += at === 0 ? csvText(types[at], row[at]) : `,${csvText(types[at], row[at])}`
    return `${line}\r\n`
  }
  return { head: () => csvLine(columns.map(({ name }) => name)), row: lineOf, tail: () => '' }
}

/** One object a line. */
export function jsonLinesFormat(columns: readonly ExportColumn[]): TextFormat {
  const textOf = objectWriter(columns)
  return { head: () => '', row: (row) => `${textOf(row)}\n`, tail: () => '' }
}

/** One document: the facts, then `rows`, then the facts of the end. */
export function jsonFormat(columns: readonly ExportColumn[], facts: Facts): TextFormat {
  const textOf = objectWriter(columns)
  let isFirst = true
  return {
    head: () => `{${members(facts, '', ',')}"rows":[`,
    row(row) {
      const text = `${isFirst ? '' : ','}\n${textOf(row)}`
      isFirst = false
      return text
    },
    tail: (end) => `\n]${members(end, ',', '')}}\n`,
  }
}

/** A row as an object. A single column without a name holds what is written whole. */
function objectWriter(columns: readonly ExportColumn[]): (row: ExportRow) => string {
  if (columns.length === 1 && columns[0]?.name === '') return (row) => String(row[0])
  const parts = columns.map(({ name, type }, at) => ({ type, before: `${at === 0 ? '{' : ','}${JSON.stringify(name)}:` }))
  return (row) => `${parts.map(({ type, before }, at) => before + jsonText(type, row[at])).join('')}}`
}

function members(facts: Facts, before: string, after: string): string {
  const text = JSON.stringify(facts).slice(1, -1)
  return text === '' ? '' : `${before}${text}${after}`
}

function csvText(type: ColumnType | undefined, cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  // JSON holds quotes, and is no formula.
  if (typeof cell === 'object') return `"${cell.text('""')}"`
  if (typeof cell === 'string') return type === 'json' ? `"${cell.replaceAll('"', '""')}"` : csvCell(cell)
  return typeof cell === 'number' ? (textOfNumber(type, cell) ?? String(cell)) : String(cell)
}

function jsonText(type: ColumnType, cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return 'null'
  if (typeof cell === 'object') return cell.text('"')
  if (typeof cell === 'string') return type === 'json' ? cell : JSON.stringify(cell)
  if (typeof cell === 'boolean') return String(cell)
  const text = textOfNumber(type, cell)
  return text === undefined ? String(cell) : `"${text}"`
}

/** Money and instants are text wherever there is no type for them; undefined: it is a number. */
function textOfNumber(type: ColumnType | undefined, value: number): string | undefined {
  if (type === 'usd') return nanoUsdToText(value as NanoUsd)
  return type === 'instant' ? isoText(value) : undefined
}
