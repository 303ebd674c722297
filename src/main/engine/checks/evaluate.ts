import type { Variables } from '#contract/batch'
import type { Check, LeafCheck, PassWhen } from '#contract/check'
import type { CheckOutcome, ProbeChecks } from '#contract/checks'
import { assertNever } from '#contract/errors'
import { filled, missingColumn } from './fill.ts'
import { type Finding, sentence, undecided } from './finding.ts'
import { isJson, ofSchema } from './json-checks.ts'
import { labelOf, rowLabelOf } from './labels.ts'
import { allOf, anyOf, negated, scoreOf, verdictOf } from './logic.ts'
import { type Facts, maxCost, maxLatency } from './measures.ts'
import { matches } from './pattern-check.ts'
import { ownChecks } from './row-checks.ts'
import { createSchemas } from './schemas.ts'
import { contains, equals, numeric, oneOf, startsWith } from './text-checks.ts'
import { createTimeLimit } from './time-limit.ts'

/** What a judge said to one rubric. `call` null: it had said so before. */
export interface Judgement extends Finding {
  readonly judge: CheckOutcome['judge']
}

/** A rubric, filled in, that a judge is to hold the answer against. `place`: of its check, such as `2` or, in a group, `2.0`. */
export interface Rubric {
  readonly place: string
  readonly rubric: string
  readonly minScore: number | null
}

export interface Evaluated {
  readonly outcome: ProbeChecks
  /** What no judgement was given for. */
  readonly rubrics: readonly Rubric[]
}

export interface Question {
  readonly answer: string
  readonly variables: Variables
  readonly facts: Facts
  readonly checks: readonly Check[]
  readonly passWhen: PassWhen
  /** By place. */
  readonly judgements?: Readonly<Record<string, Judgement>> | undefined
}

/**
 * Holds an answer against checks, those of its row last. Undefined: there are none. A rubric without a judgement is undecided.
 * An answer is never changed: white space and capitals count as each check says.
 */
export type Evaluate = (question: Question) => Evaluated | undefined

export function createEvaluate(): Evaluate {
  const withinTime = createTimeLimit()
  const schemas = createSchemas()

  function leafFinding(check: Exclude<LeafCheck, { type: 'rubric' }>, { answer, variables, facts }: Question): Finding {
    switch (check.type) {
      case 'equals':
        return equals(answer, check, variables)
      case 'contains':
      case 'icontains':
        return contains(answer, check, variables)
      case 'starts-with':
        return startsWith(answer, check, variables)
      case 'one-of':
        return oneOf(answer, check, variables)
      case 'numeric':
        return numeric(answer, check, variables)
      case 'regex':
        return matches(answer, check, variables, withinTime)
      case 'is-json':
        return isJson(answer)
      case 'json-schema':
        return ofSchema(answer, check, schemas, withinTime)
      case 'max-cost':
        return maxCost(check, facts)
      case 'max-latency':
        return maxLatency(check, facts)
      default:
        return assertNever(check)
    }
  }

  return (question) => {
    const own = ownChecks(question.variables)
    if (typeof own === 'string') return { outcome: { verdict: 'error', score: null, checks: [unreadable(own)] }, rubrics: [] }
    const all = [
      ...question.checks.map((check) => ({ check, labelled: labelOf })),
      ...own.checks.map((check) => ({ check, labelled: rowLabelOf })),
    ]
    if (all.length === 0) return undefined
    const rubrics: Rubric[] = []

    const leaf = (check: LeafCheck, label: string, place: string): Leaf => {
      const { judge, ...finding } = found(check, place)
      const { type, negate, weight } = check
      const verdict = negate ? negated(finding.verdict) : finding.verdict
      return { label, type, negate, weight, verdict, score: finding.score, reason: reasonOf(finding, negate, check.type), judge }
    }
    const found = (check: LeafCheck, place: string): Judgement => {
      const missing = missingColumn(check, question.variables)
      if (missing !== undefined) return { ...undecided(`no column of its row fills {{${missing}}}`), judge: null }
      if (check.type !== 'rubric') return { ...leafFinding(check, question), judge: null }
      const said = question.judgements?.[place]
      if (said !== undefined) return said
      rubrics.push({ place, rubric: filled(check.rubric, question.variables), minScore: check.minScore ?? null })
      return { ...undecided('no judge was asked'), judge: null }
    }

    const checks = all.map(({ check, labelled }, index): CheckOutcome => {
      const label = labelled(check)
      if (check.type !== 'all' && check.type !== 'any') return leaf(check, label, String(index))
      const within = check.checks.map((each, n) => leaf(each, labelled(each), `${index}.${n}`))
      const verdicts = within.map(({ verdict }) => verdict)
      const together = check.type === 'all' ? allOf(verdicts) : anyOf(verdicts)
      const { type, negate, weight } = check
      const verdict = negate ? negated(together) : together
      return { label, type, negate, weight, verdict, score: null, reason: groupReason(within, verdict, check), judge: null, checks: within }
    })
    return {
      outcome: { verdict: verdictOf(checks, own.passWhen ?? question.passWhen), score: scoreOf(checks), checks },
      rubrics,
    }
  }
}

type Leaf = Omit<CheckOutcome, 'checks'>

/** A check that passes has nothing to say, but for a judge. One that is negated and fails says what it found. */
function reasonOf(finding: Finding, negate: boolean, type: Check['type']): string | null {
  if (finding.verdict === 'error' || type === 'rubric') return finding.reason
  if (!negate) return finding.verdict === 'pass' ? null : finding.reason
  return finding.verdict === 'pass' ? sentence(`expected otherwise: ${finding.reason ?? 'it holds'}`) : null
}

function groupReason(within: readonly Leaf[], verdict: CheckOutcome['verdict'], { type, negate }: Check): string | null {
  if (verdict === 'pass') return null
  if (negate && verdict === 'fail')
    return type === 'all' ? 'expected that not all hold, and they do' : 'expected that none holds, and one does'
  const told = within.filter((each) => each.verdict === verdict && each.reason !== null)
  return told.length === 0 ? null : sentence(told.map(({ label, reason }) => `${label}: ${reason}`).join('; '))
}

function unreadable(reason: string): CheckOutcome {
  const verdict = 'error' as const
  return { label: 'row', type: 'row', negate: false, weight: 1, verdict, score: null, reason: sentence(reason), judge: null }
}
