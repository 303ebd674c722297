import type { Variables } from '#contract/batch'
import type { Check, LeafCheck } from '#contract/check'
import { fillPlaceholders, namesIn } from '#contract/placeholders'

/** What is filled in from the row, of a check and of those in it: every text it compares with. A schema is taken as it stands. */
export function textsOf(check: Check): readonly string[] {
  switch (check.type) {
    case 'equals':
    case 'contains':
    case 'icontains':
    case 'starts-with':
      return [check.value]
    case 'one-of':
      return check.values
    case 'numeric':
      return typeof check.value === 'string' ? [check.value] : []
    case 'regex':
      return [check.pattern]
    case 'rubric':
      return [check.rubric]
    case 'all':
    case 'any':
      return check.checks.flatMap(textsOf)
    default:
      return []
  }
}

/** The columns that a check wants values of. */
export function columnsOf(check: Check): string[] {
  return namesIn(textsOf(check))
}

/** The first column that the row does not have; undefined: all are there. */
export function missingColumn(check: LeafCheck, variables: Variables): string | undefined {
  return columnsOf(check).find((name) => !Object.hasOwn(variables, name))
}

/** A text with the row's values in it, as in a prompt: null is empty text, numbers are written as in JSON. */
export function filled(text: string, variables: Variables): string {
  return fillPlaceholders(text, (name) => wordOf(name, variables))
}

/** The same of a regular expression: what a value holds is meant as it stands. */
export function filledPattern(pattern: string, variables: Variables): string {
  return fillPlaceholders(pattern, (name) => wordOf(name, variables).replaceAll(special, '\\$&'))
}

const special = /[\\^$.*+?()[\]{}|/]/g

function wordOf(name: string, variables: Variables): string {
  return Object.hasOwn(variables, name) ? String(variables[name] ?? '') : ''
}
