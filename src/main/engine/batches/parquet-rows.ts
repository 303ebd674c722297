import { messagesColumn } from '#contract/own-columns'
import { unfilled } from './check-batch.ts'
import { invalidInput } from './input-error.ts'
import { openParquet } from './parquet-file.ts'
import { isColumn, type Row, toCell } from './row.ts'

/**
 * The rows of a Parquet file. Whole numbers beyond 2⁵³ and instants stand as text, lists and maps as their JSON text; `line` counts rows from 1.
 * Errors: INVALID_INPUT naming the file: as `openParquet`, and where a `needed` column is missing.
 */
export async function* readParquet(file: string, needed: readonly string[]): AsyncGenerator<Row> {
  const { columns, read } = await openParquet(file, file)
  const missing = columns.includes(messagesColumn) ? [] : needed.filter((name) => !columns.includes(name))
  if (missing.length > 0)
    throw invalidInput(
      file,
      missing.map((name) => ({ path: name, ...unfilled(name, columns, 'this file') })),
    )
  for await (const { values, line } of read())
    yield { variables: Object.fromEntries(Object.entries(values).filter(isColumn).map(toCell)), line }
}
