import { isOwnColumn, openParquet, plainValue } from '#engine/batches'
import { refused } from './notes.ts'
import { mostRows, type SourceRow } from './source-rows.ts'
import { columnName } from './values.ts'

/** What its pages may hold once they are unpacked. */
const mostBytes = 512 * 2 ** 20

/** The rows of a Parquet file. Large whole numbers and instants stand as text. Errors: INVALID_INPUT for what is none, or too much. */
export async function parquetRows(bytes: Buffer, file: string): Promise<SourceRow[]> {
  const { rows, unpackedBytes, read } = await openParquet(new Uint8Array(bytes).buffer, file)
  if (rows > mostRows)
    throw refused(
      file,
      `it has ${rows} rows, more than ${mostRows}: name the file as dataset of a batch file instead, which takes any number`,
    )
  if (unpackedBytes > mostBytes) throw refused(file, `it holds more than ${mostBytes} bytes once it is unpacked`)
  const found: SourceRow[] = []
  for await (const { line, values } of read())
    found.push({ line, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [nameOf(name), plainValue(value)])) })
  return found
}

function nameOf(name: string): string {
  return isOwnColumn(name) ? name : columnName(name)
}
