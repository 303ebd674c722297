import type { Check } from '#contract/check'
import { columnsOf } from './fill.ts'
import { shown } from './finding.ts'
import { numberFrom } from './numbers.ts'
import { compile } from './pattern-check.ts'

/** What is wrong with one of several checks; `path`: from their list on. */
export interface CheckIssue {
  readonly path: readonly (string | number)[]
  readonly at: 'key' | 'value'
  readonly message: string
}

/**
 * What the shape of checks cannot say: expressions that are none, texts that are no number, columns that no row has. Empty: all is well.
 * `columns`: those that every row has; null: they are not known. Schemas are `schemaIssues`' to judge.
 */
export function checkIssues(checks: readonly Check[], columns: readonly string[] | null): CheckIssue[] {
  return checks.flatMap((check, index) => issuesOf(check, [index], columns))
}

function issuesOf(check: Check, path: readonly (string | number)[], columns: readonly string[] | null): CheckIssue[] {
  if (check.type === 'all' || check.type === 'any')
    return check.checks.flatMap((each, index) => issuesOf(each, [...path, 'checks', index], columns))
  const unknown = columns === null ? [] : columnsOf(check).filter((name) => !columns.includes(name))
  return [...ownIssues(check, path), ...unknown.map((name) => unfilledIssue(name, check, path, columns ?? []))]
}

function ownIssues(check: Check, path: readonly (string | number)[]): CheckIssue[] {
  const hasColumns = columnsOf(check).length > 0
  if (check.type === 'regex' && !hasColumns) {
    const compiled = compile(check.pattern, check.flags)
    return typeof compiled === 'string'
      ? [issue([...path, 'pattern'], `${shown(check.pattern)} is no regular expression: ${compiled}`)]
      : []
  }
  if (check.type === 'numeric' && typeof check.value === 'string' && !hasColumns && numberFrom(check.value) === undefined)
    return [issue([...path, 'value'], `expected a number, or a {{column}} that holds one, got ${shown(check.value)}`)]
  return []
}

function unfilledIssue(name: string, check: Check, path: readonly (string | number)[], columns: readonly string[]): CheckIssue {
  const has =
    columns.length === 0
      ? 'there are no columns'
      : `the columns are ${columns
          .slice(0, 20)
          .map((column) => shown(column, 80))
          .join(', ')}`
  return issue([...path, ...placeOf(check)], `no column fills {{${name}}}: ${has}; \\{{${name}}} means the braces themselves`)
}

function placeOf(check: Check): string[] {
  if (check.type === 'regex') return ['pattern']
  if (check.type === 'rubric') return ['rubric']
  return [check.type === 'one-of' ? 'values' : 'value']
}

function issue(path: readonly (string | number)[], message: string): CheckIssue {
  return { path, at: 'value', message }
}
