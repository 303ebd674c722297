import type { InputIssue } from '#contract/errors'
import { AppError } from '#engine/failure'
import { readBatch } from '../../src/main/engine/batches/read-batch.ts'

/** The issues of an INVALID_INPUT, and the file it names; any other error is thrown on, none at all is an error. */
export async function refusalOf(act: () => unknown): Promise<{ source: string | undefined; issues: readonly InputIssue[] }> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof AppError) || error.failure.code !== 'INVALID_INPUT') throw error
    return { source: error.failure.source, issues: error.failure.issues }
  }
  throw new Error('nothing was refused')
}

/** What is refused of a batch file, a line for each issue: `path @line:column message (did you mean …?)`. */
export async function saidOfBatch(text: string): Promise<string[]> {
  const { issues } = await refusalOf(() => readBatch({ text, file: '/probes/batch.yaml' }))
  return issues.map(said)
}

export function said({ path, line, column, message, suggestion }: InputIssue): string {
  const place = line === undefined ? '' : `@${line}${column === undefined ? '' : `:${column}`}`
  const hint = suggestion === undefined ? '' : `(did you mean ${suggestion}?)`
  return [path, place, message, hint].filter((part) => part !== '').join(' ')
}
