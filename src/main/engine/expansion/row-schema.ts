import type { ExpansionOrder } from '#contract/batches'
import type { Variables } from '#contract/scenarios'
import type { StructuredOutput } from '#engine/ports'

type Columns = ExpansionOrder['columns']

/** A text of a row at most, in characters. */
const maxText = 20_000

/** The shape of an answer: `rows`, at most so many, each with every column and nothing else. */
export function rowsOutput(columns: Columns, most: number): StructuredOutput {
  const properties = Object.fromEntries(columns.map((column, index) => [keyOf(column, index), columnSchema(column)]))
  const row = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
  return {
    name: 'rows',
    schema: {
      type: 'object',
      properties: { rows: { type: 'array', items: row, minItems: most, maxItems: most } },
      required: ['rows'],
      additionalProperties: false,
    },
  }
}

/** What an answer holds. `refused`: rows that are not of the schema; null: it is no list of rows at all. */
export interface RowsRead {
  readonly rows: readonly Variables[]
  readonly refused: number
}

export function readRows(text: string, columns: Columns): RowsRead | null {
  const answer = parsed(text)
  const list = isRecord(answer) ? answer['rows'] : answer
  if (!Array.isArray(list)) return null
  const rows = list.map((row) => rowOf(row, columns)).filter((row) => row !== undefined)
  return { rows, refused: list.length - rows.length }
}

/** By what rows are the same: their values in these columns, whatever their case and the space around them. */
export function sameness(row: Variables, columns: Columns): string {
  return JSON.stringify(
    columns.map(({ name }) =>
      String(row[name] ?? '')
        .trim()
        .toLowerCase(),
    ),
  )
}

/** Wires take few characters in a property's name: others are numbered, and named in words. */
export function keyOf({ name }: Columns[number], index: number): string {
  return /^[A-Za-z0-9_]{1,64}$/.test(name) ? name : `column_${index + 1}`
}

function columnSchema({ name, about, type, oneOf }: Columns[number]): object {
  const said = about === '' ? name : `${name}: ${about}`
  const values = oneOf?.map((value) => typed(value, type))
  return { type: type === 'text' ? 'string' : type, description: said, ...(values !== undefined && { enum: values }) }
}

function rowOf(row: unknown, columns: Columns): Variables | undefined {
  if (!isRecord(row) || Object.keys(row).length !== columns.length) return undefined
  const read: Record<string, string | number | boolean> = {}
  for (const [index, column] of columns.entries()) {
    const value = row[keyOf(column, index)]
    if (!isOf(value, column)) return undefined
    read[column.name] = value
  }
  return read
}

function isOf(value: unknown, { type, oneOf }: Columns[number]): value is string | number | boolean {
  if (oneOf !== undefined) return oneOf.some((each) => typed(each, type) === value)
  if (type === 'text') return typeof value === 'string' && value.trim() !== '' && value.length <= maxText
  return type === 'number' ? typeof value === 'number' && Number.isFinite(value) : typeof value === 'boolean'
}

/** One of a column's values as its type has it. */
function typed(said: string, type: Columns[number]['type']): string | number | boolean {
  if (type === 'number') return Number(said)
  return type === 'boolean' ? said === 'true' : said
}

/** Some put their JSON into a block of Markdown, whatever they are told. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(/^\s*```(?:json)?\s*\n(.*)\n\s*```\s*$/s.exec(text)?.[1] ?? text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
