import type { Check, CheckType } from '#contract/check'
import type { Listed } from '../listed.ts'

/**
 * A check as it stands in the form: the fields of every kind at once, so that what was typed is there when the kind is changed back. Numbers and amounts are texts.
 * `values`: as `textsOf` reads it; `schema`: JSON, or not yet; `checks`: those of a group, which are no groups.
 */
export interface DraftCheck extends Listed {
  readonly type: CheckType
  readonly name: string
  readonly negate: boolean
  readonly weight: string
  readonly value: string
  readonly trim: boolean
  readonly ignoreCase: boolean
  readonly values: string
  readonly pattern: string
  readonly flags: string
  readonly schema: string
  readonly tolerance: string
  readonly relative: boolean
  readonly number: 'last' | 'first' | 'only'
  readonly usd: string
  readonly ms: string
  readonly rubric: string
  readonly minScore: string
  readonly checks: readonly DraftCheck[]
}

/** `share`: in per cent, of the weights. */
export interface DraftPassWhen {
  readonly kind: 'all' | 'any' | 'share'
  readonly share: string
}

export const allPass: DraftPassWhen = { kind: 'all', share: '80' }

export function newCheck(id: number): DraftCheck {
  return {
    ...{ id, type: 'contains', name: '', negate: false, weight: '1' },
    ...{ value: '', trim: true, ignoreCase: false, values: '', pattern: '', flags: '' },
    ...{ schema: '', tolerance: '0', relative: false, number: 'last', usd: '', ms: '', rubric: '', minScore: '', checks: [] },
  }
}

interface CheckKind {
  readonly type: Check['type']
  readonly label: string
}

/** What each kind asks of an answer, as the select says it. */
export const leafKinds: readonly CheckKind[] = [
  { type: 'contains', label: 'contains' },
  { type: 'icontains', label: 'contains, in any case' },
  { type: 'equals', label: 'equals' },
  { type: 'starts-with', label: 'starts with' },
  { type: 'one-of', label: 'is one of' },
  { type: 'regex', label: 'matches an expression' },
  { type: 'numeric', label: 'is a number near' },
  { type: 'is-json', label: 'is JSON' },
  { type: 'json-schema', label: 'is JSON of a schema' },
  { type: 'max-cost', label: 'costs at most' },
  { type: 'max-latency', label: 'takes at most' },
  { type: 'rubric', label: 'is judged by a rubric' },
]

export const groupKinds: readonly CheckKind[] = [
  { type: 'all', label: 'passes all of' },
  { type: 'any', label: 'passes any of' },
]

export function isGroup({ type }: Pick<DraftCheck, 'type'>): boolean {
  return type === 'all' || type === 'any'
}
