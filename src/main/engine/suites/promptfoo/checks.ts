import { namesIn } from '#contract/placeholders'
import { nearest } from '#engine/batches'
import type { Notes } from '../notes.ts'
import type { CheckInput } from '../suite.ts'
import { isObject, type Json, shown } from '../values.ts'
import { type Assertion, carriedTypes, lostTypes } from './assertion.ts'
import { fromNunjucks } from './templates.ts'

type Leaf = Exclude<CheckInput, { readonly type: 'all' | 'any' }>
type Common = Pick<Leaf, 'name' | 'negate' | 'weight'>

/** Our check for an assertion of promptfoo; undefined, and noted, where there is none. */
export function checkOf(assertion: Assertion, notes: Notes): CheckInput | undefined {
  const { type, spot, weight } = assertion
  if (!carriedTypes.has(type)) {
    if (lostTypes.has(type)) notes.lost(spot, `there is no check like promptfoo’s ${type}`)
    else notes.flaw(spot.in('type'), `expected a type of assertion, got ${shown(type)}`, nearest(type, [...carriedTypes, ...lostTypes]))
    return undefined
  }
  if (weight === 0) {
    notes.lost(spot, 'with weight 0 it can never fail in promptfoo')
    return undefined
  }
  if (assertion.threshold !== undefined && !['cost', 'latency', 'llm-rubric', 'assert-set'].includes(type))
    notes.lost(spot.in('threshold'), 'a check that says yes or no has no threshold')
  return type === 'assert-set' ? setOf(assertion, notes) : singleOf(assertion, notes)
}

function commonOf({ name, negate, weight }: Assertion, notes: Notes, spot: Assertion['spot']): Common {
  if (name !== undefined && name.trim().length > 100) notes.changed(spot.in('metric'), 'a name has at most 100 characters: it is cut')
  const cut = name?.trim().slice(0, 100).trim()
  return {
    ...(cut === undefined || cut === '' ? {} : { name: cut }),
    ...(negate ? { negate } : {}),
    ...(weight === undefined ? {} : { weight: Math.min(weight, 1000) }),
  }
}

function singleOf(assertion: Assertion, notes: Notes): CheckInput | undefined {
  const { type, value, spot, threshold } = assertion
  const common = commonOf(assertion, notes, spot)
  switch (type) {
    case 'cost':
    case 'latency':
      return measureOf(assertion, common, notes)
    case 'is-json':
      return jsonOf(assertion, common, notes)
    case 'contains-any':
    case 'contains-all':
    case 'icontains-any':
    case 'icontains-all': {
      const kind = type.startsWith('i') ? 'icontains' : 'contains'
      const checks = textsOf(assertion, notes).map((text): Leaf => ({ type: kind, value: text }))
      return checks.length === 0 ? undefined : { type: type.endsWith('any') ? 'any' : 'all', checks, ...common }
    }
    default: {
      const text = textOf(value, assertion, notes)
      if (text === undefined) return undefined
      if (type === 'equals') return { type, value: text, trim: false, ...common }
      if (type === 'starts-with') return { type, value: text, trim: false, ...common }
      if (type === 'contains' || type === 'icontains') return { type, value: text, ...common }
      if (type === 'regex') return isPattern(text, assertion, notes) ? { type, pattern: text, ...common } : undefined
      notes.changed(spot, 'judged by the model that is set as judge, in its own words')
      return { type: 'rubric', rubric: text, ...(threshold === undefined ? {} : { minScore: Math.min(threshold, 1) }), ...common }
    }
  }
}

/** A text or a number. A file, and a list or map where a text is meant, are not carried. */
function textOf(value: unknown, { type, spot }: Assertion, notes: Notes): string | undefined {
  if (typeof value === 'string' && value.startsWith('file://')) notes.lost(spot, 'what is expected stands in another file')
  else if (type === 'equals' && value === '') return ''
  else if (value === undefined || value === null || value === '') notes.flaw(spot.in('value'), 'expected a text, got nothing')
  else if (typeof value === 'object') notes.lost(spot, `an answer is held against a text here, not against ${shown(value)}`)
  else return fromNunjucks(String(value), spot.in('value'), notes)
  return undefined
}

/** A list, or texts between commas. */
function textsOf(assertion: Assertion, notes: Notes): string[] {
  const { value } = assertion
  const items =
    typeof value === 'string' && !value.startsWith('file://')
      ? value.split(',').map((item) => item.trim())
      : Array.isArray(value)
        ? value
        : [value]
  return items.flatMap((item) => {
    const text = textOf(item, assertion, notes)
    return text === undefined || text === '' ? [] : [text]
  })
}

function isPattern(text: string, { spot }: Assertion, notes: Notes): boolean {
  if (namesIn([text]).length > 0) return true
  try {
    new RegExp(text)
    return true
  } catch (cause) {
    notes.flaw(spot.in('value'), `this is no regular expression: ${cause instanceof Error ? cause.message : ''}`)
    return false
  }
}

function measureOf({ type, value, threshold, spot }: Assertion, common: Common, notes: Notes): CheckInput | undefined {
  const limit = threshold ?? (value === undefined || value === null || value === '' ? undefined : Number(value))
  if (limit !== undefined && Number.isFinite(limit) && limit >= 0)
    return type === 'latency'
      ? { type: 'max-latency', ms: limit, ...common }
      : { type: 'max-cost', usd: limit.toFixed(9).replace(/\.?0+$/, ''), ...common }
  notes.flaw(spot.in('threshold'), `expected a threshold, a number from 0, got ${shown(value)}`)
  return undefined
}

function jsonOf({ value, spot }: Assertion, common: Common, notes: Notes): CheckInput | undefined {
  if (value === undefined || value === null || value === '') return { type: 'is-json', ...common }
  if (typeof value === 'string' && value.startsWith('file://')) {
    notes.lost(spot, 'its schema stands in another file')
    return undefined
  }
  const schema = isObject(value) ? value : typeof value === 'string' ? schemaIn(value) : undefined
  if (schema !== undefined) return { type: 'json-schema', schema: { ...schema }, ...common }
  notes.flaw(spot.in('value'), `expected a JSON Schema, got ${shown(value)}`)
  return undefined
}

function schemaIn(text: string): Json | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return isObject(read) ? read : undefined
  } catch {
    return undefined
  }
}

/** Several assertions of which all must hold, or, where the threshold says no more, any one. */
function setOf(assertion: Assertion, notes: Notes): CheckInput | undefined {
  const { spot, threshold, inner } = assertion
  const checks = inner.flatMap((each) => {
    const check = checkOf(each, notes)
    return check === undefined ? [] : leavesOf(check, each, notes)
  })
  if (checks.length === 0) {
    if (inner.length === 0) notes.flaw(spot.in('assert'), 'expected a list of assertions')
    return undefined
  }
  const mode = modeOf(threshold, checks)
  if (mode === undefined) {
    notes.lost(spot, `a set of which some suffice (threshold ${threshold}) has no place here: all of it must hold, or any one`)
    return undefined
  }
  return { type: mode, checks, ...commonOf(assertion, notes, spot) }
}

/** What stands in a set is one question: one that is several becomes a regular expression. */
function leavesOf(check: CheckInput, { spot }: Assertion, notes: Notes): Leaf[] {
  if (check.type !== 'all' && check.type !== 'any') return [check]
  const texts = check.checks.map((inner) => (inner.type === 'contains' || inner.type === 'icontains' ? inner.value : undefined))
  const literal = texts
    .filter((text) => text !== undefined && namesIn([text]).length === 0)
    .map((text) => (text ?? '').replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  if (literal.length < texts.length) {
    notes.lost(spot, 'a set within a set has no place here')
    return []
  }
  const { type, checks, ...common } = check
  const flags = checks.some((inner) => inner.type === 'icontains') ? { flags: 'i' } : {}
  const pattern = type === 'any' ? literal.join('|') : `^${literal.map((text) => `(?=[\\s\\S]*${text})`).join('')}`
  return [{ type: 'regex', pattern, ...flags, ...common }]
}

function modeOf(threshold: number | undefined, checks: readonly Leaf[]): 'all' | 'any' | undefined {
  if (threshold === undefined) return 'all'
  const weights = checks.map(({ weight = 1 }) => weight)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const least = Math.min(...weights)
  if (threshold > 0 && threshold <= least / total) return 'any'
  return threshold > 1 - least / total && threshold <= 1 ? 'all' : undefined
}
