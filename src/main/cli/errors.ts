import { ORPCError } from '@orpc/client'
import { type Failure, failureData, type InputIssue } from '#contract/errors'

/** The command line itself is wrong: an unknown flag, a value that is not one. `usage` is the command whose help is worth reading. */
export class UsageError extends Error {
  readonly usage: string | undefined

  constructor(message: string, usage?: string) {
    super(message)
    this.name = 'UsageError'
    this.usage = usage
  }
}

/** Nothing is wrong with the input, but it is not done: what has to be decided or done first is in the message. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

/** A person said stop (Ctrl-C) before there was an answer. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/** A failure that arose on our side of the contract, such as while the engine was opened. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options)
    this.name = 'FailureError'
    this.failure = failure
  }
}

/** The failure an error stands for, whichever way it came; undefined: it is a bug of ours, or the connection broke. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof FailureError) return error.failure
  if (!(error instanceof ORPCError)) return undefined
  return knownFailure(error.code, error.data) ?? (error.code === 'BAD_REQUEST' ? invalidInput(error.data) : undefined)
}

function knownFailure(code: string, data: unknown): Failure | undefined {
  if (!isFailureCode(code)) return undefined
  const parsed = failureData[code].safeParse(data)
  return parsed.success ? ({ code, ...parsed.data } as Failure) : undefined
}

function isFailureCode(code: string): code is Failure['code'] {
  return Object.hasOwn(failureData, code)
}

/** The library's own refusal of an input: standard-schema issues with a message and a path. */
function invalidInput(data: unknown): Failure | undefined {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return undefined
  return { code: 'INVALID_INPUT', issues: data.issues.map(issueOf) }
}

function issueOf(issue: unknown): InputIssue {
  const { message = 'is not valid', path = [] }: { message?: unknown; path?: unknown } = Object(issue)
  return { message: String(message), path: Array.isArray(path) ? path.map(String).join('.') : '' }
}
