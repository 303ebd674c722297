import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { AssayClient } from '#attach'
import type { Imported } from '#contract/batches'
import { UsageError } from '../errors.ts'
import { writeWholeFile } from '../files.ts'

/** A batch with more rows, or longer ones, has them in a file of their own. */
const inPlace = { rows: 20, characters: 20_000 } as const

/** Writes the batch into a folder, and beside it its rows, where they are many, and what the catalog lacks. Answers their paths, the batch first. Throws UsageError where one is there already. */
export async function writeImported({ runs }: AssayClient, { batch, catalog }: Imported, folder: string): Promise<string[]> {
  const stem = path.join(folder, stemOf(batch.name))
  const [file, rowsFile, catalogFile] = [`${stem}.yaml`, `${stem}.rows.jsonl`, `${stem}.catalog.json`]
  const rows = Array.isArray(batch.dataset) && isLarge(batch.dataset) ? batch.dataset : undefined
  const { text } = await runs.formatBatch({ batch: rows === undefined ? batch : { ...batch, dataset: rowsFile }, file })
  const files = [
    { file, text },
    ...(rows === undefined ? [] : [{ file: rowsFile, text: rows.map((row) => `${JSON.stringify(row)}\n`).join('') }]),
    ...(catalog === null ? [] : [{ file: catalogFile, text: catalog }]),
  ]
  for (const each of files) {
    const isThere = await stat(each.file).then(
      () => true,
      () => false,
    )
    if (isThere) throw new UsageError(`${each.file}: it is there already. Take it away first, or give another --name.`)
  }
  for (const each of files) await writeWholeFile(each.file, each.text)
  return files.map((each) => each.file)
}

function isLarge(rows: readonly unknown[]): boolean {
  return rows.length > inPlace.rows || JSON.stringify(rows).length > inPlace.characters
}

function stemOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  return plain.slice(0, 80) || 'batch'
}
