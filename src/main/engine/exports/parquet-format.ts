import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { Cell, ColumnType, ExportColumn, ExportRow, Facts } from './export-column.ts'

/** Rows of a group: what is kept in memory until it is written. */
const groupRows = 10_000

type KnownType = Exclude<ColumnType, 'any'>
type KnownColumn = ExportColumn & { readonly type: KnownType }

/** Money has nine decimals and 18 digits: as much as a whole number of nano-USD in 64 bits. Instants are milliseconds UTC. */
const elements: Readonly<Record<KnownType, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  int: { type: 'INT64' },
  real: { type: 'DOUBLE' },
  bool: { type: 'BOOLEAN' },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  usd: {
    type: 'INT64',
    converted_type: 'DECIMAL',
    precision: 18,
    scale: 9,
    logical_type: { type: 'DECIMAL', precision: 18, scale: 9 },
  },
}

/** Those that are 64-bit integers in the file. */
const isBig: Readonly<Record<KnownType, boolean>> = {
  ...{ text: false, json: false, real: false, bool: false },
  ...{ int: true, instant: true, usd: true },
}

/** Columns of a Parquet file, a group of rows at a time; every column may be null. The same rows give the same bytes. Facts stand in the file's own metadata, as JSON by name. */
export class ParquetFormat {
  readonly #columns: readonly KnownColumn[]
  readonly #write: (bytes: Uint8Array) => void
  readonly #facts: { key: string; value: string }[]
  readonly #buffer = new ByteWriter()
  readonly #writer: ParquetWriter
  #data: (string | number | bigint | boolean | null)[][]

  constructor(columns: readonly KnownColumn[], facts: Facts, write: (bytes: Uint8Array) => void) {
    this.#columns = columns
    this.#write = write
    this.#facts = metadataOf(facts)
    this.#data = columns.map(() => [])
    const leaves = columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...elements[type] }))
    const schema: SchemaElement[] = [{ name: 'root', num_children: columns.length }, ...leaves]
    // The writer holds on to this list, which what is known at the end is added to.
    this.#writer = new ParquetWriter({ writer: this.#buffer, schema, kvMetadata: this.#facts, createdBy: 'assay' })
  }

  rows(rows: readonly ExportRow[]): void {
    for (const row of rows) {
      for (const [at, { type }] of this.#columns.entries()) this.#data[at]?.push(storedValue(type, row[at] ?? null))
      if (this.#data[0]?.length === groupRows) this.#flushGroup()
    }
  }

  finish(facts: Facts): void {
    if (this.#data[0]?.length !== 0) this.#flushGroup()
    this.#facts.push(...metadataOf(facts))
    void this.#writer.finish()
    this.#flushBytes()
  }

  #flushGroup(): void {
    // The least and the greatest of a column of JSON help nobody.
    const columnData = this.#columns.map(({ name, type }, at) => ({ name, data: this.#data[at] ?? [], statistics: type !== 'json' }))
    void this.#writer.write({ columnData, rowGroupSize: groupRows })
    this.#data = this.#columns.map(() => [])
    this.#flushBytes()
  }

  #flushBytes(): void {
    this.#write(this.#buffer.getBytes())
    this.#buffer.index = 0
  }
}

function metadataOf(facts: Facts): { key: string; value: string }[] {
  return Object.entries(facts).map(([key, value]) => ({ key: `assay.${key}`, value: JSON.stringify(value) }))
}

function storedValue(type: KnownType, cell: Cell): string | number | bigint | boolean | null {
  if (typeof cell === 'object') return cell?.text('"') ?? null
  return isBig[type] && typeof cell === 'number' ? BigInt(cell) : cell
}

/** Rows of columns that hold whatever comes: what they are is known when all are there, so they are kept until then. */
export class AnyParquetFormat {
  readonly #columns: readonly ExportColumn[]
  readonly #facts: Facts
  readonly #write: (bytes: Uint8Array) => void
  readonly #rows: ExportRow[] = []

  constructor(columns: readonly ExportColumn[], facts: Facts, write: (bytes: Uint8Array) => void) {
    this.#columns = columns
    this.#facts = facts
    this.#write = write
  }

  rows(rows: readonly ExportRow[]): void {
    for (const row of rows) this.#rows.push(row)
  }

  finish(facts: Facts): void {
    const columns = this.#columns.map(({ name, type }, at) => ({ name, type: type === 'any' ? typeOfAll(this.#rows, at) : type }))
    const format = new ParquetFormat(columns, this.#facts, this.#write)
    format.rows(this.#rows.map((row) => row.map((cell, at) => (columns[at]?.type === 'text' && cell !== null ? String(cell) : cell))))
    format.finish(facts)
  }
}

export function isKnown(columns: readonly ExportColumn[]): columns is readonly KnownColumn[] {
  return columns.every(({ type }) => type !== 'any')
}

/** Whole numbers, else numbers, else text. */
function typeOfAll(rows: readonly ExportRow[], at: number): KnownType {
  const cells = rows.flatMap((row) => row[at] ?? [])
  if (cells.length === 0 || !cells.every((cell) => typeof cell === 'number')) return 'text'
  return cells.every((cell) => Number.isSafeInteger(cell)) ? 'int' : 'real'
}
