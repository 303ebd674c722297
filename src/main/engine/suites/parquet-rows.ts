import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { AppError } from '#engine/failure'
import { refused } from './notes.ts'
import { mostRows, type SourceRow } from './source-rows.ts'
import { columnName } from './values.ts'

/** What its pages may hold once they are unpacked. */
const mostBytes = 512 * 2 ** 20

/** The rows of a Parquet file, with any of its compressions. Large whole numbers and instants stand as text. Errors: INVALID_INPUT for what is none, or too much. */
export async function parquetRows(bytes: Buffer, file: string): Promise<SourceRow[]> {
  const buffer = new Uint8Array(bytes).buffer
  try {
    const metadata = parquetMetadata(buffer)
    const unpacked = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0)
    if (Number(metadata.num_rows) > mostRows)
      throw refused(
        file,
        `it has ${metadata.num_rows} rows, more than ${mostRows}: name the file as dataset of a batch file instead, which takes any number`,
      )
    if (unpacked > mostBytes) throw refused(file, `it holds more than ${mostBytes} bytes once it is unpacked`)
    const rows = await parquetReadObjects({ file: buffer, metadata, compressors })
    return rows.map((row, index) => ({
      line: index + 1,
      values: Object.fromEntries(Object.entries(row).map(([name, value]) => [nameOf(name), plain(value)])),
    }))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw refused(file, `this is no Parquet file that can be read: ${cause instanceof Error ? cause.message.slice(0, 200) : ''}`)
  }
}

function nameOf(name: string): string {
  return name === '__messages' || name === '__checks' ? name : columnName(name)
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value !== 'object' || value === null) return value
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)))
}
