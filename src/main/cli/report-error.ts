import { randomUUID } from 'node:crypto'
import type { Failure } from '#contract/errors'
import type { Log } from '#engine'
import { failureOf, InterruptedError, RefusedError, UsageError } from './errors.ts'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

interface Reporter {
  readonly terminal: Terminal
  readonly json: boolean
  /** Undefined while no workspace is known: then the stack itself is shown. */
  readonly log: Log | undefined
}

/** Says what went wrong, in sentences on standard error and, with `--json`, as `{ error }` on standard output. The answer is the exit code. */
export async function reportError(error: unknown, reporter: Reporter): Promise<ExitCode> {
  const { terminal, json } = reporter
  const { code, exitCode, sentences, facts } = await explain(error, reporter)
  for (const sentence of sentences) terminal.err(terminal.paint.bad(sentence))
  // What was interrupted may have given its document before it ended.
  if (json && !(error instanceof InterruptedError))
    terminal.out(JSON.stringify({ error: { code, ...facts, message: sentences.join('\n') } }, undefined, 2))
  return exitCode
}

interface Explained {
  readonly code: string
  readonly exitCode: ExitCode
  readonly sentences: readonly string[]
  readonly facts?: Partial<Failure>
}

async function explain(error: unknown, reporter: Reporter): Promise<Explained> {
  if (error instanceof UsageError) {
    const help = error.usage === undefined ? [] : [`See ${error.usage} --help.`]
    return { code: 'USAGE', exitCode: exitCodes.badInput, sentences: [error.message, ...help] }
  }
  if (error instanceof RefusedError) return { code: 'REFUSED', exitCode: exitCodes.refused, sentences: [error.message] }
  if (error instanceof InterruptedError) return { code: 'INTERRUPTED', exitCode: exitCodes.interrupted, sentences: [error.message] }
  const failure = failureOf(error) ?? writeDown(error, reporter)
  const { sayFailure } = await import('./say-failure.ts')
  return { code: failure.code, exitCode: exitCodeOf(failure), sentences: sayFailure(failure), facts: failure }
}

/** A bug: its stack goes to the log under a reference, and only the reference is shown. */
function writeDown(error: unknown, { log, terminal }: Reporter): Failure {
  const reference = randomUUID().slice(0, 8).toUpperCase()
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (log === undefined) terminal.err(stack)
  else log.error({ area: 'cli', reference, error: stack }, 'a bug')
  return { code: 'INTERNAL', reference }
}
