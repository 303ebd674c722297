import type { InputIssue } from '#contract/errors'
import { AppError } from '#engine/failure'

/** At most this many are told at once: the first mends most of the rest. */
const mostIssues = 20

/** `source`: the file the issues lie in; absent when the input came in no file. */
export function invalidInput(source: string | undefined, issues: readonly InputIssue[]): AppError {
  return new AppError({ code: 'INVALID_INPUT', ...(source === undefined ? {} : { source }), issues: issues.slice(0, mostIssues) })
}

/** The keys and list places that lead to a value, from the outside in. */
export type Path = readonly PropertyKey[]

/** An issue before its line is known. `at`: whether the key itself is wrong, or the value behind it. */
export interface PathIssue {
  readonly path: Path
  readonly at: 'key' | 'value'
  readonly message: string
  readonly suggestion?: string | undefined
}

/** As a person reads a path: `models[2].ref`; empty for the whole document. */
export function pathText(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`)).join('')
}

/** A name as it is shown in a sentence: in quotes, with control characters escaped, at most 80 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)
}
