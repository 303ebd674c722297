import type { AlertCondition, AlertRule } from '#contract/alerts'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { type NumberRule, readNumber, sayRange, showNumber } from '#renderer/parts'
import { type ConditionKind, conditionWords } from './rule-words.ts'

/** A rule as it is filled in. Numbers and amounts are texts, in the unit that people use. */
export interface RuleForm {
  readonly name: string
  readonly on: ConditionKind
  readonly numbers: Readonly<Partial<Record<RuleNumber, string>>>
  readonly provider: string
  readonly model: string
  readonly of: readonly ('cost' | 'latency' | 'failures')[]
  readonly channels: readonly string[]
  readonly isEnabled: boolean
  readonly reason: string
}

export type RuleNumber =
  | 'aboveUsd'
  | 'aboveUsdPerHour'
  | 'above'
  | 'p95AboveMs'
  | 'windowMinutes'
  | 'minCalls'
  | 'forMinutes'
  | 'days'
  | 'quietMinutes'
export type Party = 'provider' | 'model'

export interface NumberField {
  readonly name: RuleNumber
  readonly label: string
  readonly range: string
  /** undefined: an amount in dollars, kept as it is written. */
  readonly rule: NumberRule | undefined
}

const money = (name: RuleNumber, label: string): NumberField => ({ name, label, range: '0 to 999,999', rule: undefined })
const number = (name: RuleNumber, label: string, rule: NumberRule): NumberField => ({ name, label, range: sayRange(rule), rule })
const windowField = number('windowMinutes', 'Over the last, min', { min: 1, max: 1440, unit: 'minutes' })
const leastField = number('minCalls', 'With at least', { min: 1, max: 1_000_000, unit: 'calls' })
const forField = number('forMinutes', 'For longer than, min', { min: 0, max: 1440, unit: 'minutes' })
export const quietField = number('quietMinutes', 'The same is not told again for, min', { min: 1, max: 10_080, unit: 'minutes' })

/** What a condition is given by. */
const fieldsByKind: Readonly<Record<ConditionKind, { readonly numbers: readonly NumberField[]; readonly parties: readonly Party[] }>> = {
  run_spend: { numbers: [money('aboveUsd', 'More than, US dollars a run')], parties: [] },
  day_spend: { numbers: [money('aboveUsd', 'More than, US dollars a day')], parties: ['provider'] },
  month_spend: { numbers: [money('aboveUsd', 'More than, US dollars a month')], parties: [] },
  burn_rate: { numbers: [money('aboveUsdPerHour', 'More than, US dollars an hour'), windowField], parties: [] },
  error_rate: {
    numbers: [
      number('above', 'More than, % of calls', { min: 0, max: 1, unit: '%', scale: 0.01, isFraction: true }),
      windowField,
      leastField,
    ],
    parties: ['provider', 'model'],
  },
  latency: {
    numbers: [number('p95AboveMs', 'Slower than, s', { min: 1, max: 86_400_000, unit: 'seconds', scale: 1000 }), windowField, leastField],
    parties: ['provider', 'model'],
  },
  breaker_open: { numbers: [forField], parties: [] },
  pool_parked: { numbers: [forField], parties: [] },
  price_change: { numbers: [number('days', 'Within, days', { min: 1, max: 365, unit: 'days' })], parties: [] },
  departure: { numbers: [], parties: [] },
}

export function fieldsOf(on: ConditionKind) {
  return fieldsByKind[on]
}

/** What a new condition of a kind begins with, where there is a usual value. */
const usual: Readonly<Partial<Record<RuleNumber, string>>> = { windowMinutes: '15', minCalls: '20', quietMinutes: '60', days: '7' }

export function emptyForm(on: ConditionKind): RuleForm {
  return {
    ...{ name: '', on, provider: '', model: '', of: ['cost', 'latency', 'failures'], channels: [], isEnabled: true, reason: '' },
    numbers: { ...usual, forMinutes: on === 'pool_parked' ? '5' : '0' },
  }
}

export function formOf(rule: AlertRule): RuleForm {
  const { when } = rule
  const given: Readonly<Record<string, unknown>> = when
  const shown = [...fieldsByKind[when.on].numbers, quietField].map(({ name, rule: range }) => {
    const value = name === 'quietMinutes' ? rule.quietMinutes : given[name]
    return [name, range === undefined || typeof value !== 'number' ? String(value ?? '') : showNumber(value, range)] as const
  })
  return {
    ...emptyForm(when.on),
    name: rule.name,
    channels: rule.channels,
    isEnabled: rule.isEnabled,
    numbers: { ...emptyForm(when.on).numbers, ...Object.fromEntries(shown) },
    provider: 'provider' in when ? (when.provider ?? '') : '',
    model: 'model' in when ? (when.model ?? '') : '',
    ...(when.on === 'departure' ? { of: when.of } : {}),
  }
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/
const amount = /^\d{1,6}(\.\d{1,9})?$/

/** What is wrong before the engine is asked, at its field. `others`: names that are taken. */
export function checkRule(form: RuleForm, others: readonly string[]): ReadonlyMap<string, string> {
  const found: [string, string][] = []
  const name = form.name.trim()
  if (!namePattern.test(name)) found.push(['name', 'Lower-case letters, digits, dots, dashes and underscores, 63 at most.'])
  else if (others.includes(name)) found.push(['name', `There is already a rule ${name}.`])
  for (const field of [...fieldsByKind[form.on].numbers, quietField]) {
    const problem = problemOf(field, form.numbers[field.name] ?? '')
    if (problem !== undefined) found.push([field.name, problem])
  }
  if (form.on === 'departure' && form.of.length === 0) found.push(['of', 'Choose at least one.'])
  return new Map(found)
}

function problemOf({ rule }: NumberField, text: string): string | undefined {
  if (rule === undefined)
    return amount.test(text.trim()) ? undefined : 'Dollars such as 12.50: 0 to 999,999, with at most nine digits after the point.'
  const read = readNumber(text, rule)
  return 'problem' in read ? read.problem : undefined
}

/** The rule that a form says. Only of one without problems. */
export function ruleOf(form: RuleForm): AlertRule {
  const { numbers, parties } = fieldsByKind[form.on]
  const value = ({ name, rule }: NumberField): string | number => {
    const text = (form.numbers[name] ?? '').trim()
    const read = rule === undefined ? { value: text } : readNumber(text, rule)
    return 'value' in read ? (read.value ?? 0) : 0
  }
  const when = {
    on: form.on,
    ...Object.fromEntries(numbers.map((field) => [field.name, value(field)])),
    ...(parties.includes('provider') && form.provider !== '' ? { provider: form.provider as ProviderKey } : {}),
    ...(parties.includes('model') && form.model !== '' ? { model: form.model as ModelRef } : {}),
    ...(form.on === 'departure' ? { of: form.of } : {}),
    // The fields of each kind are those that the contract names.
  } as AlertCondition
  return { name: form.name.trim(), when, channels: [...form.channels], quietMinutes: Number(value(quietField)), isEnabled: form.isEnabled }
}

/** The field that shows what the engine says about a path such as `alertRules.2.when.aboveUsd`. */
export function fieldOf(path: string): string | undefined {
  const last = path.slice(path.lastIndexOf('.') + 1)
  const known = [
    'name',
    'provider',
    'model',
    'of',
    'channels',
    ...Object.values(fieldsByKind).flatMap(({ numbers }) => numbers.map(({ name }) => name)),
    'quietMinutes',
  ]
  return known.find((name) => name === last)
}

/** A rule of that kind that keeps what it is called, who is told and how often. */
export function withKind(form: RuleForm, on: ConditionKind): RuleForm {
  return { ...form, on, numbers: { ...emptyForm(on).numbers, ...form.numbers, ...(on === 'pool_parked' ? { forMinutes: '5' } : {}) } }
}

export function titleOf(on: ConditionKind): string {
  return conditionWords[on].title
}
