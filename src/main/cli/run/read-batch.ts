import path from 'node:path'
import type { Batch } from '#contract/batch'
import type { CommandContext } from '../command.ts'
import { FailureError } from '../errors.ts'
import { readTextFile } from '../files.ts'
import { readUsd } from '../parse/read-values.ts'

/**
 * The batch that was named on the command line, with the budget that was typed in place of its own. Understood before any engine is opened,
 * so that a slip of the pen leaves no workspace behind. Throws UsageError, and FailureError: INVALID_INPUT.
 */
export async function readTypedBatch(
  { workingFolder }: CommandContext,
  { file, budget }: { readonly file: string; readonly budget: string | undefined },
): Promise<Batch> {
  const budgetUsd = readUsd('--budget', budget)
  const absolute = path.resolve(workingFolder, file)
  const text = await readTextFile(absolute)
  const { AppError, readBatch } = await import('#engine')
  try {
    const batch = await readBatch({ text, file: absolute })
    return budgetUsd === undefined ? batch : { ...batch, budgetUsd }
  } catch (error) {
    throw error instanceof AppError ? new FailureError(error.failure, { cause: error }) : error
  }
}
