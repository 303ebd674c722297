import type { Batch } from '#contract/batch'
import type { CsvRecord } from './csv-rows.ts'
import type { ParquetFile } from './parquet-file.ts'

/** As `readWholeBatch` of read-batch.ts, which is loaded with the first text: the YAML reader behind it is large, and most commands read no batch. */
export async function readBatch(source: { readonly text: string; readonly file: string }): Promise<Batch> {
  const reader = await import('./read-batch.ts')
  return await reader.readWholeBatch(source)
}

/** As `formatBatch` of format-batch.ts, loaded with the first batch that is written, for the same reason. */
export async function formatBatch(written: { readonly batch: Batch; readonly file?: string | undefined }): Promise<string> {
  const writer = await import('./format-batch.ts')
  return writer.formatBatch(written)
}

/** As `csvRecords` of csv-rows.ts, loaded with the first text. */
export async function* csvRecords(pieces: AsyncIterable<string> | Iterable<string>, file: string): AsyncGenerator<CsvRecord> {
  const reader = await import('./csv-rows.ts')
  yield* reader.csvRecords(pieces, file)
}

/** As `openParquet` of parquet-file.ts, loaded with the first file. */
export async function openParquet(source: string | ArrayBuffer, name: string): Promise<ParquetFile> {
  const reader = await import('./parquet-file.ts')
  return await reader.openParquet(source, name)
}
