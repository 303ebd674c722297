import type { Check, PassWhen } from '#contract/check'
import { textsText } from '../list-text.ts'
import { allPass, type DraftCheck, type DraftPassWhen, newCheck } from './draft-check.ts'

/** Checks as the form shows them. */
export function draftChecks(checks: readonly Check[]): DraftCheck[] {
  return checks.map((check, id) => ({ ...newCheck(id), ...commonOf(check), ...ownOf(check) }))
}

export function draftPassWhen(passWhen: PassWhen): DraftPassWhen {
  return typeof passWhen === 'number' ? { kind: 'share', share: percentOf(passWhen) } : { ...allPass, kind: passWhen }
}

function commonOf({ type, name, negate, weight }: Check): Partial<DraftCheck> {
  return { type, name: name ?? '', negate, weight: String(weight) }
}

function ownOf(check: Check): Partial<DraftCheck> {
  switch (check.type) {
    case 'equals':
    case 'starts-with':
      return { value: check.value, trim: check.trim, ignoreCase: check.ignoreCase }
    case 'contains':
    case 'icontains':
      return { value: check.value }
    case 'regex':
      return { pattern: check.pattern, flags: check.flags }
    case 'is-json':
      return {}
    case 'json-schema':
      return { schema: JSON.stringify(check.schema, undefined, 2) }
    case 'one-of':
      return { values: textsText(check.values), trim: check.trim, ignoreCase: check.ignoreCase }
    case 'numeric':
      return { value: String(check.value), tolerance: String(check.tolerance), relative: check.relative, number: check.number }
    case 'max-cost':
      return { usd: check.usd }
    case 'max-latency':
      return { ms: String(check.ms) }
    case 'rubric':
      return { rubric: check.rubric, minScore: check.minScore === undefined ? '' : String(check.minScore) }
    case 'all':
    case 'any':
      return { checks: draftChecks(check.checks) }
  }
}

/** Moved by two places in the text, not multiplied: 0.07 is 7, not 7.000000000000001. */
function percentOf(share: number): string {
  const text = String(share)
  return String(text.includes('e') ? share * 100 : Number(`${text}e2`))
}
