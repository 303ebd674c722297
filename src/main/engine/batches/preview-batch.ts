import type { Batch, Variables } from '#contract/batch'
import { withoutOwnColumns } from './own-columns.ts'
import { readPrompts } from './prompts.ts'

interface Preview {
  readonly total: number
  /** Of the rows that are shown, in the order they first appear. */
  readonly columns: string[]
  readonly items: Variables[]
}

/** The rows that a batch comes to, of its dataset and its scenarios; all of them are read. INVALID_INPUT as `readPrompts`. */
export async function previewBatch({
  batch,
  offset,
  limit,
}: {
  readonly batch: Batch
  readonly offset: number
  readonly limit: number
}): Promise<Preview> {
  const items: Variables[] = []
  let total = 0
  for await (const { variables } of readPrompts(batch)) {
    if (total >= offset && items.length < limit) items.push(withoutOwnColumns(variables))
    total += 1
  }
  return { total, columns: [...new Set(items.flatMap((row) => Object.keys(row)))], items }
}
