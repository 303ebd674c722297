import type { Variables } from '#contract/batch'
import type { PassWhen } from '#contract/check'
import type { Notes } from './notes.ts'
import { type Input, placeInputs } from './place-inputs.ts'
import type { CheckInput, Suite } from './suite.ts'
import { columnCheck, isNumber, type TargetKind, targetChecks } from './target-check.ts'

/** A row that asks something and knows what the answer is held against: any one of `targets`, or `checks` of its own. `columns`: whatever else it has. */
export interface AskedRow {
  readonly line: number | null
  readonly columns: Variables
  readonly input: Input
  readonly targets: readonly string[]
  readonly checks?: readonly CheckInput[] | undefined
  readonly passWhen?: PassWhen | undefined
}

/** What the columns are called that hold what is asked and the targets, and how these are checked. */
export interface AskedNames {
  readonly input: string
  readonly target: string
  readonly kind: TargetKind
}

/** One check for all rows where each has one target, else the checks of each. */
export function suiteOfAsked(rows: readonly AskedRow[], { input, target, kind }: AskedNames): Suite {
  const placed = placeInputs(
    rows.map((row) => row.input),
    input,
  )
  const isAlike = rows.every((row) => row.targets.length === 1 && row.checks === undefined)
  const common = isAlike
    ? columnCheck(
        kind,
        target,
        rows.flatMap(({ targets }) => targets),
      )
    : undefined
  return {
    template: placed.template,
    checks: common ?? [],
    rows: rows.map(({ line, columns, targets, checks, passWhen }, index) => ({
      line,
      variables: { ...columns, [input]: placed.texts[index] ?? '', ...(targets.length === 0 ? {} : { [target]: written(targets) }) },
      messages: placed.messages[index],
      passWhen,
      checks: common === undefined ? (checks ?? targetChecks(kind, targets)) : undefined,
    })),
  }
}

/** Targets as they are given: a text, a number, or a list of them. What is neither is a flaw; an empty one checks nothing, and that is noted. */
export function readTargets(
  value: unknown,
  kind: TargetKind,
  place: { readonly line: number | null; readonly field: string },
  notes: Notes,
): string[] {
  const texts: string[] = []
  for (const [index, item] of (Array.isArray(value) ? value : [value]).entries()) {
    const field = Array.isArray(value) ? `${place.field}[${index}]` : place.field
    if (item === undefined || item === null || item === '')
      notes.lost({ ...place, field }, 'there is no target: nothing is checked against it')
    else if (typeof item === 'object') notes.flaw({ ...place, field }, 'expected a text, or a list of texts')
    else if (kind === 'numeric' && !isNumber(String(item)))
      notes.flaw({ ...place, field }, `expected a number, got ${JSON.stringify(item)}`)
    else texts.push(String(item))
  }
  return texts
}

function written(targets: readonly string[]): string {
  const [only] = targets
  return targets.length === 1 && only !== undefined ? only : JSON.stringify(targets)
}
