import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { unfilled } from './check-batch.ts'
import { invalidInput } from './input-error.ts'
import { messagesColumn } from './own-columns.ts'
import { isColumn, type Row, toCell } from './row.ts'
import { sayUnreadable } from './unreadable.ts'

/** Rows that are decoded at a time; a page of a Parquet file holds its columns whole. */
const pageRows = 1000

/**
 * The rows of a Parquet file, with any of its compressions. Whole numbers beyond 2⁵³ and instants stand as text, lists and maps as their JSON text; `line` counts rows from 1.
 * Errors: INVALID_INPUT naming the file: missing, no Parquet, a `needed` column missing.
 */
export async function* readParquet(file: string, needed: readonly string[]): AsyncGenerator<Row> {
  const buffer = await opened(file, () => asyncBufferFromFile(file))
  const metadata = await opened(file, () => parquetMetadataAsync(buffer))
  const rows = Number(metadata.num_rows)
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name)
  const missing = columns.includes(messagesColumn) ? [] : needed.filter((name) => !columns.includes(name))
  if (missing.length > 0)
    throw invalidInput(
      file,
      missing.map((name) => ({ path: name, ...unfilled(name, columns, 'this file') })),
    )
  for (let rowStart = 0; rowStart < rows; rowStart += pageRows) {
    const page = await opened(file, () =>
      parquetReadObjects({ file: buffer, metadata, compressors, rowStart, rowEnd: Math.min(rows, rowStart + pageRows) }),
    )
    for (const [offset, row] of page.entries())
      yield { variables: Object.fromEntries(Object.entries(row).filter(isColumn).map(toCell)), line: rowStart + offset + 1 }
  }
}

async function opened<Value>(file: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    const isOfSystem = cause instanceof Error && 'code' in cause
    const message = isOfSystem
      ? sayUnreadable(cause)
      : `this is no Parquet file that can be read: ${cause instanceof Error ? cause.message : String(cause)}`
    throw invalidInput(file, [{ path: '', message }])
  }
}
