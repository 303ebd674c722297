import type { TargetCheck } from '#contract/batches'
import { escapePlaceholders } from '#contract/placeholders'
import type { CheckInput } from './suite.ts'

/** `starts-with`: as the evaluation `match` of OpenAI evals, where white space and capitals count. */
export type TargetKind = TargetCheck | 'starts-with'

/** What an answer is held against: any one of `targets`, none of which is empty. Empty: nothing is checked. */
export function targetChecks(kind: TargetKind, targets: readonly string[]): CheckInput[] {
  return anyOf(kind, targets, escapePlaceholders)
}

/** The same of a column whose values are `targets`; undefined where a column cannot say it. */
export function columnCheck(kind: TargetKind, column: string, targets: readonly string[]): CheckInput[] | undefined {
  if (kind !== 'match') return anyOf(kind, [`{{${column}}}`], (text) => text)
  return targets.every((target) => bareOf(target) === target) ? [{ type: 'regex', pattern: `{{${column}}}${tail}`, flags: 'i' }] : undefined
}

export function isNumber(text: string): boolean {
  return /^\s*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)
}

type Leaf = Exclude<CheckInput, { readonly type: 'all' | 'any' }>

function anyOf(kind: TargetKind, targets: readonly string[], write: (text: string) => string): CheckInput[] {
  const written = targets.map(write)
  const [first] = written
  if (first === undefined || kind === 'none') return []
  if (kind === 'exact' && written.length > 1) return [{ type: 'one-of', values: written, ignoreCase: true }]
  if (kind === 'rubric') return [{ type: 'rubric', rubric: rubricOf(written) }]
  const leaves = targets.map((target) => leafOf(kind, target, write))
  const [only] = leaves
  return leaves.length === 1 && only !== undefined ? [only] : [{ type: 'any', checks: leaves }]
}

function leafOf(kind: Exclude<TargetKind, 'none' | 'rubric'>, target: string, write: (text: string) => string): Leaf {
  switch (kind) {
    case 'includes':
      return { type: 'icontains', value: write(target) }
    case 'exact':
      return { type: 'equals', value: write(target), ignoreCase: true }
    case 'numeric':
      return { type: 'numeric', value: write(target) }
    case 'starts-with':
      return { type: 'starts-with', value: write(target), trim: false }
    default:
      return { type: 'regex', pattern: atTheEnd(target), flags: 'i' }
  }
}

/** As Inspect's `match`: the answer ends in the target, whatever punctuation and white space stand around both. */
function atTheEnd(target: string): string {
  return `${bareOf(target).replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}${tail}`
}

const tail = '[\\s!-\\/:-@\\[-`{-~]*$'

/** By hand: an expression for the end of a text takes time that grows with its square. */
function bareOf(target: string): string {
  const isEdge = (place: number) => /[\s!-/:-@[-`{-~]/.test(target.charAt(place))
  let [from, to] = [0, target.length]
  while (from < to && isEdge(from)) from += 1
  while (to > from && isEdge(to - 1)) to -= 1
  return target.slice(from, to)
}

function rubricOf(targets: readonly string[]): string {
  const [only] = targets
  if (targets.length === 1) return `The answer agrees with this reference answer:\n${only}`
  return `The answer agrees with one of these reference answers:\n${targets.map((target) => `- ${target}`).join('\n')}`
}
