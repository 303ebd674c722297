import type { z } from 'zod'
import { checkTypes, keysOfCheck } from './check-guide.ts'
import { fieldGuide, guideKey, knownKeys } from './field-guide.ts'
import { type Path, type PathIssue, quoted } from './input-error.ts'
import { nearest } from './nearest.ts'

type ZodIssue = z.core.$ZodIssue

/** One issue of the schema as sentences about `root`, the document it was found in: what was expected, what was got, what may be meant. */
export function explainIssue(issue: ZodIssue, root: unknown, outer: Path = []): PathIssue[] {
  const path = [...outer, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, valueAt(root, path)))
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const kind = endsIn(path, issue.discriminator)
    return [unexpected(kind, valueAt(root, kind))]
  }
  const inner = issue.code === 'invalid_union' ? fittingBranch(issue.errors) : undefined
  if (inner !== undefined) return inner.flatMap((within) => explainIssue(within, root, path))
  return [unexpected(path, valueAt(root, path))]
}

/** What went wrong inside the branch that was meant: the one that accepted the value's own type. */
function fittingBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | undefined {
  return branches.find((branch) => branch.length > 0 && branch.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'))
}

/** What kind of thing it is could not be told: it is the kind that is wrong. */
function endsIn(path: Path, key: string): Path {
  return path.at(-1) === key ? path : [...path, key]
}

function unknownKey(path: Path, key: string, within: unknown): PathIssue {
  const known = path[0] === 'checks' ? keysOfCheck(within) : knownKeys(path)
  const suggestion = nearest(key, known) ?? elsewhere(path, key)
  return { path: [...path, key], at: 'key', message: `${quoted(key)} is no key here: expected ${listed(known)}`, suggestion }
}

/** A parameter that was written beside `parameters` instead of in it. */
function elsewhere(path: Path, key: string): string | undefined {
  const parameter = path.length === 0 ? nearest(key, knownKeys(['parameters'])) : undefined
  return parameter === undefined ? undefined : `parameters: { ${parameter} }`
}

function unexpected(path: Path, value: unknown): PathIssue {
  const guide = guideKey(path)
  const expected = fieldGuide[guide]?.takes ?? 'something else'
  const isMissing = value === undefined
  const message = isMissing
    ? `${quoted(String(path.at(-1)))} is missing: expected ${expected}`
    : `expected ${expected}, got ${described(value)}`
  return {
    path,
    at: 'value',
    message: guide === 'budgetUsd' && isNegative(value) ? `a budget cannot be negative: ${message}` : message,
    suggestion: meant(guide, value),
  }
}

function meant(guide: string, value: unknown): string | undefined {
  if (guide === 'budgetUsd' || guide === 'checks[].usd') return meantUsd(value)
  if (typeof value === 'number' || typeof value === 'boolean')
    return fieldGuide[guide]?.takes.startsWith('a text') ? `"${value}"` : undefined
  if (typeof value !== 'string') return undefined
  if (guide === 'parameters.reasoningEffort') return nearest(value, ['none', 'minimal', 'low', 'medium', 'high'])
  if (guide === 'checks[].type') return nearest(value, checkTypes())
  if (guide === 'scenarios.mode') return nearest(value, ['grid', 'zip', 'sample'])
  if (guide === 'passWhen') return nearest(value, ['all', 'any'])
  if (guide === 'messages[].role') return nearest(value, ['system', 'user', 'assistant'])
  return guide === 'models[]' ? nearest(value, ['defaults']) : undefined
}

function meantUsd(value: unknown): string | undefined {
  const amount = /^\$?\s*(\d{1,6}(?:\.\d{1,9})?)\s*(?:\$|USD)?$/i.exec(String(value))?.[1]
  return amount === undefined ? undefined : `"${amount}"`
}

function isNegative(value: unknown): boolean {
  return /^\s*\$?\s*-\s*\$?\s*[\d.]/.test(String(value))
}

function described(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quoted(value)}`
  if (typeof value === 'number') return `the number ${value}`
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? `a list of ${value.length}` : 'a map of keys'
  return value === null ? 'nothing (null)' : String(value)
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined),
    root,
  )
}
