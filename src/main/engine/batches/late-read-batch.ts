import type { Batch } from '#contract/batch'

/** As `readBatch` of read-batch.ts, which is loaded with the first text: the YAML reader behind it is large, and most commands read no batch. */
export async function readBatch(source: { readonly text: string; readonly file: string }): Promise<Batch> {
  const reader = await import('./read-batch.ts')
  return reader.readBatch(source)
}
