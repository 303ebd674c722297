import path from 'node:path'
import type { AssayClient } from '#attach'
import type { Batch } from '#contract/batch'
import type { CommandContext } from '../command.ts'
import { readTextFile } from '../files.ts'
import { readUsd } from '../parse/read-values.ts'

/** A batch file as it was typed on the command line: read, not yet understood. `file` is absolute. */
export interface TypedBatch {
  readonly file: string
  readonly text: string
  readonly budgetUsd: string | undefined
}

/** Reads the file before any engine is opened, so that a slip of the pen leaves no workspace behind. Throws UsageError. */
export async function readTypedBatch(
  { workingFolder }: CommandContext,
  { file, budget }: { readonly file: string; readonly budget: string | undefined },
): Promise<TypedBatch> {
  const budgetUsd = readUsd('--budget', budget)
  const absolute = path.resolve(workingFolder, file)
  return { file: absolute, text: await readTextFile(absolute), budgetUsd }
}

/** The batch, with the budget that was typed in place of its own. */
export async function understandBatch({ runs }: AssayClient, { file, text, budgetUsd }: TypedBatch): Promise<Batch> {
  const batch = await runs.readBatch({ text, file })
  return budgetUsd === undefined ? batch : { ...batch, budgetUsd }
}
