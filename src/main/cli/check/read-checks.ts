import path from 'node:path'
import { type Check, type PassWhen, RowChecks } from '#contract/check'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../errors.ts'
import { readTextFile } from '../files.ts'
import { readTypedBatch } from '../run/read-batch.ts'

export interface TypedChecks {
  readonly checks: Check[]
  readonly passWhen: PassWhen
}

/** The checks of a file, in YAML or JSON: a batch, a list of checks, or `checks` with `passWhen`. Throws UsageError, and FailureError: INVALID_INPUT. */
export async function readTypedChecks(context: CommandContext, file: string): Promise<TypedChecks> {
  const value = await parsed(await readTextFile(path.resolve(context.workingFolder, file)), file)
  if (typeof value === 'object' && value !== null && 'models' in value) {
    const { checks, passWhen } = await readTypedBatch(context, { file, budget: undefined })
    return some({ checks, passWhen }, file)
  }
  const read = RowChecks.safeParse(Array.isArray(value) ? { checks: value } : value)
  if (read.success) return some(Array.isArray(read.data) ? { checks: read.data, passWhen: 'all' } : withoutGaps(read.data), file)
  const [issue] = read.error.issues.flatMap((each) => (each.code === 'invalid_union' ? (each.errors.at(-1) ?? []) : [each]))
  throw new UsageError(`${file}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'these are no checks'}`, 'assay check')
}

async function parsed(text: string, file: string): Promise<unknown> {
  const { parse } = await import('yaml')
  try {
    return parse(text)
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`, 'assay check')
  }
}

function withoutGaps({ checks, passWhen = 'all' }: { checks: Check[]; passWhen?: PassWhen | undefined }): TypedChecks {
  return { checks, passWhen }
}

function some(found: TypedChecks, file: string): TypedChecks {
  if (found.checks.length === 0) throw new UsageError(`${file} has no checks.`, 'assay check')
  return found
}
