import type { Imported } from '#contract/batches'
import { AppError } from '#engine/failure'
import { type ReadSuite, readSuite, type SuiteRequest } from '#engine/suites'

/** A file of that name read as a suite, whatever of the request is not given being as it would be. */
export async function read(file: string, text: string, given: Partial<SuiteRequest> = {}): Promise<ReadSuite> {
  return await readSuite({ file, text, format: 'auto', partial: false, fields: {}, ...given })
}

/** The issues it is refused for, each as `line field: message`. */
export async function refusal(file: string, text: string, given: Partial<SuiteRequest> = {}): Promise<readonly string[]> {
  try {
    await read(file, text, given)
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'INVALID_INPUT')
      return error.failure.issues.map(({ line, path, message }) => `${line ?? '-'} ${path}: ${message}`)
    throw error
  }
  throw new Error('it was read')
}

export function rowsOf({ batch }: ReadSuite): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(batch.dataset) ? batch.dataset : []
}

/** A row's own messages and checks, as they are meant. */
export function ownOf(row: Readonly<Record<string, unknown>> | undefined): { readonly messages: unknown; readonly checks: unknown } {
  const parsed = (name: string) => (typeof row?.[name] === 'string' ? JSON.parse(String(row[name])) : undefined)
  return { messages: parsed('__messages'), checks: parsed('__checks') }
}

export function noted(notCarried: Imported['notCarried']): readonly string[] {
  return notCarried.map(({ kind, line, field, more }) => `${kind} ${line ?? '-'} ${field}${more === 0 ? '' : ` +${more}`}`)
}
