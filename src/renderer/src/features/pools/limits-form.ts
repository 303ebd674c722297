import type { PoolLimits } from '#contract/pools'
import type { WhatIfChange } from '#contract/what-if'
import { type NumberRule, readNumber, showNumber, type Value } from '#renderer/parts'

type NumberField = Exclude<keyof PoolLimits, 'adaptive' | 'dayResetsAt'>

/** A pool's limits as they are typed. */
export type LimitsForm = { readonly [Field in NumberField]: string } & {
  readonly adaptive: boolean
  readonly dayResetsAt: string
  readonly reason: string
}

interface LimitField {
  readonly field: NumberField
  readonly label: string
  readonly rule: NumberRule
}

const mostCalls = 10_000
const mostPerMinute = 1_000_000_000
const perMinute = (unit: string): NumberRule => ({ min: 1, max: mostPerMinute, unit, none: 'no limit' })

export const parallelFields: readonly LimitField[] = [
  { field: 'maxParallel', label: 'Calls in flight', rule: { min: 1, max: mostCalls, unit: 'calls at once' } },
  { field: 'burst', label: 'Burst', rule: { min: 1, max: mostCalls, unit: 'starts', none: 'the calls in flight' } },
]
export const rateFields: readonly LimitField[] = [
  { field: 'requestsPerMinute', label: 'Requests per minute', rule: perMinute('requests') },
  { field: 'tokensPerMinute', label: 'Tokens per minute', rule: perMinute('tokens, in and out') },
  { field: 'inputTokensPerMinute', label: 'Input tokens per minute', rule: perMinute('tokens') },
  { field: 'outputTokensPerMinute', label: 'Output tokens per minute', rule: perMinute('tokens') },
  { field: 'requestsPerDay', label: 'Requests per day', rule: perMinute('requests') },
]
export const adaptiveFields: readonly LimitField[] = [
  { field: 'adaptiveMin', label: 'Tried from', rule: { min: 1, max: mostCalls, unit: 'calls' } },
  { field: 'adaptiveMax', label: 'Tried up to', rule: { min: 1, max: mostCalls, unit: 'calls', none: 'the calls in flight' } },
]
const numberFields = [...parallelFields, ...rateFields, ...adaptiveFields]

export function formOf(limits: PoolLimits): LimitsForm {
  const numbers = Object.fromEntries(numberFields.map(({ field, rule }) => [field, showNumber(limits[field], rule)]))
  return { ...(numbers as Record<NumberField, string>), adaptive: limits.adaptive, dayResetsAt: limits.dayResetsAt, reason: '' }
}

/** What is wrong before the engine is asked, at its field. */
export function checkLimits(form: LimitsForm): ReadonlyMap<string, string> {
  const problems = new Map<string, string>()
  for (const { field, rule } of numberFields) {
    const read = readNumber(form[field], rule)
    if ('problem' in read) problems.set(field, read.problem)
  }
  const day = dayProblem(form.dayResetsAt.trim())
  if (day !== undefined) problems.set('dayResetsAt', day)
  const { adaptiveMin, adaptiveMax, maxParallel } = limitsOf(form)
  if (problems.size === 0 && adaptiveMax !== null && adaptiveMax < adaptiveMin)
    problems.set('adaptiveMin', `At most as many as it is tried up to, ${adaptiveMax}.`)
  if (problems.size === 0 && form.adaptive && adaptiveMin > maxParallel)
    problems.set('adaptiveMin', `At most as many as may be in flight, ${maxParallel}.`)
  return problems
}

function dayProblem(text: string): string | undefined {
  const [, zone] = /^(?:[01]\d|2[0-3]):[0-5]\d (\S+)$/.exec(text) ?? []
  if (zone === undefined) return 'A time and a zone, such as 00:00 America/Los_Angeles.'
  return isZone(zone) ? undefined : `“${zone}” is no time zone: one such as UTC or America/Los_Angeles.`
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The limits that a form says. Only of one without problems. */
export function limitsOf(form: LimitsForm): PoolLimits {
  const read = (field: NumberField) => {
    const rule = numberFields.find((each) => each.field === field)?.rule
    const found = rule === undefined ? { value: null } : readNumber(form[field], rule)
    return 'value' in found ? found.value : null
  }
  return {
    maxParallel: read('maxParallel') ?? 1,
    requestsPerMinute: read('requestsPerMinute'),
    tokensPerMinute: read('tokensPerMinute'),
    inputTokensPerMinute: read('inputTokensPerMinute'),
    outputTokensPerMinute: read('outputTokensPerMinute'),
    requestsPerDay: read('requestsPerDay'),
    dayResetsAt: form.dayResetsAt.trim(),
    burst: read('burst'),
    adaptive: form.adaptive,
    adaptiveMin: read('adaptiveMin') ?? 1,
    adaptiveMax: read('adaptiveMax'),
  }
}

/** What is another than it was. Only of a form without problems. */
export function changesOf(form: LimitsForm, before: LimitsForm): Partial<PoolLimits> {
  const [is, was] = [limitsOf(form), limitsOf(before)]
  const changed = (Object.keys(is) as (keyof PoolLimits)[]).filter((field) => is[field] !== was[field])
  return Object.fromEntries(changed.map((field) => [field, is[field]]))
}

/** The same changes as what-if is asked for them. When a day begins cannot be imagined otherwise. */
export function whatIfChanges(pool: { readonly provider: string; readonly name: string }, changes: Partial<PoolLimits>): WhatIfChange[] {
  return Object.entries(changes)
    .filter(([field]) => field !== 'dayResetsAt')
    .map(([field, value]) => ({ path: `pool.${pool.provider}/${pool.name}.${field}`, value: value ?? null }))
}

/** The form with what somebody else has set. */
export function withTheirs(form: LimitsForm, theirs: ReadonlyMap<string, Value>): LimitsForm {
  const parts = [...theirs].flatMap(([name, value]): [string, string | boolean][] => {
    const field = fieldOf(name)
    const number = numberFields.find((each) => each.field === field)
    if (number !== undefined) return [[number.field, typeof value === 'number' ? showNumber(value, number.rule) : '']]
    return field === 'adaptive' ? [[field, value === true]] : field === 'dayResetsAt' ? [[field, String(value)]] : []
  })
  return { ...form, ...Object.fromEntries(parts) }
}

/** The field that shows what the engine says about a path. */
export function fieldOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1)
  return name === 'adaptive' || name === 'dayResetsAt' || name === 'name' || numberFields.some(({ field }) => field === name)
    ? name
    : undefined
}
