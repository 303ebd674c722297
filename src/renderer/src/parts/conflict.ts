import type { Failure } from '#contract/errors'
import { failureOf } from '#renderer/lib'

type Changed = Extract<Failure, { code: 'CONFLICT' }>
/** One field that two have set: what was to be set, and what stands. Values as the contract has them. */
export type Meeting = NonNullable<Changed['fields']>[number]
export type Value = Meeting['given']

/** An edit that somebody else's went before. */
export interface Conflict {
  /** What stands now has this revision: an edit that names it overwrites what has been seen. */
  readonly revision: number
  /** Empty: what changed meanwhile is none of what was to be set. */
  readonly fields: readonly Meeting[]
}

/** What was decided: the fields that stay as somebody else has set them, with their values. The rest is to be set once more, from `revision`. */
export interface Decision {
  readonly revision: number
  readonly theirs: ReadonlyMap<string, Value>
}

/** The conflict in what a write threw; undefined: it failed for another reason. */
export function conflictOf(error: unknown): Conflict | undefined {
  const failure = failureOf(error)
  if (failure?.code !== 'CONFLICT' || failure.reason !== 'changed' || failure.revision === undefined) return undefined
  return { revision: failure.revision, fields: failure.fields ?? [] }
}

/** `kept`: names of the fields that stay as they stand. */
export function decide({ revision, fields }: Conflict, kept: ReadonlySet<string>): Decision {
  return { revision, theirs: new Map(fields.filter(({ name }) => kept.has(name)).map(({ name, standing }) => [name, standing])) }
}

/** A value of no known kind, as it can be read. */
export function sayPlainly(value: Value | undefined): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
