import { z } from 'zod'
import { Message, type Variables } from '#contract/batch'
import { type Check, RowChecks } from '#contract/check'
import { checksColumn, messagesColumn } from '#contract/own-columns'
import { columnsOf } from '#engine/checks'
import { type PathIssue, quoted } from './input-error.ts'

const Messages = z.array(Message).min(1).max(200)

/** Whether a column says something to Assay instead of standing for a value. */
export function isOwnColumn(name: string): boolean {
  return name === messagesColumn || name === checksColumn
}

/** The columns that are a person's. */
export function withoutOwnColumns(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isOwnColumn(name)))
}

export function hasOwnMessages(variables: Variables): boolean {
  return holds(variables, messagesColumn)
}

/** An empty cell brings nothing: in a table every row has every column. */
function holds(variables: Variables, column: string): boolean {
  return Object.hasOwn(variables, column) && variables[column] !== null && variables[column] !== ''
}

/** The messages that a row brings itself, in which nothing is filled in; undefined: it brings none. Those of a row that `ownColumnIssues` has passed. */
export function ownMessages(variables: Variables): Message[] | undefined {
  return hasOwnMessages(variables) ? Messages.parse(JSON.parse(String(variables[messagesColumn]))) : undefined
}

/** The checks that a row brings itself; undefined: it brings none. Those of a row that `ownColumnIssues` has passed. */
export function ownChecks(variables: Variables): RowChecks | undefined {
  if (!holds(variables, checksColumn)) return undefined
  return RowChecks.parse(JSON.parse(String(variables[checksColumn])))
}

/** What is wrong with a row's columns of ours: no JSON, or not of its shape. Paths begin with the column. */
export function ownColumnIssues(variables: Variables): PathIssue[] {
  const issues = (name: string, shape: z.ZodType, expected: string) =>
    holds(variables, name) ? shapeIssues(name, variables[name], shape, expected) : []
  return [
    ...issues(messagesColumn, Messages, 'a list of messages such as [{"role": "user", "content": "…"}]'),
    ...issues(checksColumn, RowChecks, 'a list of checks such as [{"type": "contains", "value": "Paris"}]'),
  ]
}

function shapeIssues(name: string, value: unknown, shape: z.ZodType, expected: string): PathIssue[] {
  const parsed = parsedJson(value)
  if (parsed === undefined) return [{ path: [name], at: 'value', message: `expected ${expected} as JSON, got ${quoted(String(value))}` }]
  const issue = shape.safeParse(parsed.value).error?.issues[0]
  if (issue === undefined) return []
  const inner = firstInner(issue)
  return [{ path: [name, ...inner.path], at: 'value', message: `expected ${expected}: ${inner.message}` }]
}

/** Of a choice of shapes what the branch says that got furthest. */
function firstInner(issue: z.core.$ZodIssue): { readonly path: readonly PropertyKey[]; readonly message: string } {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().toSorted((one, other) => other.path.length - one.path.length)[0]
  return inner === undefined ? issue : { path: [...issue.path, ...inner.path], message: inner.message }
}

function parsedJson(value: unknown): { readonly value: unknown } | undefined {
  if (typeof value !== 'string') return undefined
  try {
    return { value: JSON.parse(value) }
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** The names in `{{…}}` of what checks expect, each once. */
export function namesInChecks(checks: readonly Check[]): string[] {
  return [...new Set(checks.flatMap(columnsOf))]
}

/** The checks alone, however a row wrote them. */
export function checksOf(own: RowChecks): readonly Check[] {
  return 'checks' in own ? own.checks : own
}
