import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { invalidInput } from './input-error.ts'
import { sayUnreadable } from './unreadable.ts'

/** What is decoded at a time, of one row group. Its columns are decoded whole for each part of a group: the fewer parts, the sooner it is read. */
const part = { mostRows: 50_000, mostBytes: 33_554_432 } as const

/** A row as its file has it. `line` counts rows from 1. */
export interface ParquetRow {
  readonly line: number
  readonly values: Readonly<Record<string, unknown>>
}

/** `unpackedBytes`: of all its columns, before they are read. */
export interface ParquetFile {
  readonly rows: number
  readonly unpackedBytes: number
  readonly columns: readonly string[]
  read(): AsyncGenerator<ParquetRow>
}

/**
 * A Parquet file with any of its compressions: a path, or the bytes themselves. `name`: as errors call it.
 * Errors, then and while it is read: INVALID_INPUT naming it, where it is missing or no Parquet.
 */
export async function openParquet(source: string | ArrayBuffer, name: string): Promise<ParquetFile> {
  const buffer = await readable(name, async () => (typeof source === 'string' ? await asyncBufferFromFile(source) : source))
  const metadata = await readable(name, () => parquetMetadataAsync(buffer))
  return {
    rows: Number(metadata.num_rows),
    unpackedBytes: metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0),
    columns: parquetSchema(metadata).children.map(({ element }) => element.name),
    read: () => rowsOf(buffer, metadata, name),
  }
}

async function* rowsOf(file: AsyncBuffer, metadata: FileMetaData, name: string): AsyncGenerator<ParquetRow> {
  let groupStart = 0
  for (const { num_rows, total_byte_size } of metadata.row_groups) {
    const groupEnd = groupStart + Number(num_rows)
    const parts = Math.ceil(Math.max(Number(num_rows) / part.mostRows, Number(total_byte_size) / part.mostBytes, 1))
    const rows = Math.ceil(Number(num_rows) / parts)
    for (let rowStart = groupStart; rowStart < groupEnd; rowStart += rows) {
      const rowEnd = Math.min(groupEnd, rowStart + rows)
      const read = await readable(name, () => parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd }))
      for (const [offset, values] of read.entries()) yield { line: rowStart + offset + 1, values }
    }
    groupStart = groupEnd
  }
}

async function readable<Value>(name: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    const isOfSystem = cause instanceof Error && 'code' in cause
    const why = cause instanceof Error ? cause.message : String(cause)
    const message = isOfSystem ? sayUnreadable(cause) : `this is no Parquet file that can be read: ${why.slice(0, 200)}`
    throw invalidInput(name, [{ path: '', message }])
  }
}
