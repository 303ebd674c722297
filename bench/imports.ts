import path from 'node:path'
import { Child } from '../test/processes/child.ts'

export interface ImportsOrder {
  readonly workspace: string
  /** A map as LiteLLM writes it; null: one that is made up. */
  readonly file: string | null
  readonly entries: number
}

/** A catalog that is read, taken whole with every provider in it, read again and taken back, in process. */
export interface ImportsFigures {
  readonly entries: number
  readonly models: number
  /** Of the first file: with the start of the thread that reads. */
  readonly previewMs: number
  readonly applyMs: number
  readonly againMs: number
  readonly undoMs: number
  /** The longest that the engine's thread was held in a piece, of its own processor time. */
  readonly heldMs: number
}

const patienceMs = 300_000

/** Whole catalogs in and out, in a fresh process. */
export async function measureImports(folder: string, entries: number, file: string | undefined): Promise<ImportsFigures> {
  const order: ImportsOrder = { workspace: path.join(folder, 'imports'), entries, file: file === undefined ? null : path.resolve(file) }
  const child = new Child({ entry: new URL('./imports-process.ts', import.meta.url), order, patienceMs })
  const { figures } = await child.hear('figures')
  await child.finish()
  return figures as ImportsFigures
}
