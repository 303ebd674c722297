import type { Setting, SettingKey, SettingValues } from '#contract/settings'
import { type NumberRule, readNumber, sayRange, showNumber, type Value } from '#renderer/parts'

/** A setting as it is typed: a text for each of its fields. `reason` is why. */
export type SettingForm = Readonly<Record<string, string>>

/** What one field of a setting takes. */
export interface SettingField {
  readonly name: string
  readonly label: string
  readonly kind: 'number' | 'money' | 'zone' | 'model'
  /** The range, in words. */
  readonly range: string
  /** Of a number. */
  readonly rule?: NumberRule
  /** What may be left empty means this then. */
  readonly none?: string
}

const seconds = (minMs: number, maxMs: number): NumberRule => ({ min: minMs, max: maxMs, unit: 'seconds', scale: 1000 })
const percent: NumberRule = { min: 0, max: 1, unit: '%', scale: 0.01, isFraction: true }
const pause = seconds(1000, 86_400_000)
export const mostPauses = 20

const breakerFields: readonly (readonly [keyof SettingValues['breaker'], string, NumberRule])[] = [
  ['failureThreshold', 'Failures in a row that open it', { min: 1, max: 1000, unit: 'failures' }],
  ['failureRatio', 'Or this share of failures', percent],
  ['minimumCalls', 'Among at least so many calls', { min: 1, max: 100_000, unit: 'calls' }],
  ['windowMs', 'Within so long', seconds(1000, 3_600_000)],
  ['openDurationMs', 'First left alone for', seconds(1000, 86_400_000)],
  ['multiplier', 'Longer each time, by a factor of', { min: 1, max: 10, isFraction: true }],
  ['maxOpenDurationMs', 'Left alone at most for', seconds(1000, 86_400_000)],
  ['successThreshold', 'Good tries in a row that close it', { min: 1, max: 100, unit: 'tries' }],
]

const retentionDays: NumberRule = { min: 1, max: 3650, unit: 'days', none: 'never' }
const retentionMb: NumberRule = { min: 1, max: 10_000_000, unit: 'MB', none: 'never' }
const kept = [
  ['bodies', 'Long texts'],
  ['events', 'Events'],
  ['attempts', 'Calls'],
] as const
const retentionFields = kept.flatMap(([kind, label]) => [
  [`${kind}.olderThanDays`, `${label} older than, days`] as const,
  [`${kind}.largerThanMb`, `${label} while larger than, MB`] as const,
])

/** The fields of a setting. Those of a schedule are as many as its form has; those of budgets are the providers of the form. */
export function fieldsOf(key: SettingKey, form: SettingForm): readonly SettingField[] {
  switch (key) {
    case 'rateLimitBackoffMs':
      return names(form).map((name, index) => number(name, `Pause ${index + 1}, s`, pause))
    case 'maxAttempts':
      return [number(key, 'Attempts', { min: 1, max: 20, unit: 'attempts, the first included' })]
    case 'retryInitialDelayMs':
      return [number(key, 'First pause, s', seconds(100, 3_600_000))]
    case 'retryMaxDelayMs':
      return [number(key, 'Longest pause, s', seconds(100, 3_600_000))]
    case 'retryBudget':
      return [
        number('ratio', 'Share of a pool’s calls of five minutes, %', percent),
        number('floor', 'Always allowed', { min: 1, max: 100_000, unit: 'tries again' }),
      ]
    case 'breaker':
      return breakerFields.map(([name, label, rule]) => number(name, rule.unit === 'seconds' ? `${label}, s` : label, rule))
    case 'assumedOutputTokens':
      return [number(key, 'Tokens', { min: 1, max: 1_000_000, unit: 'tokens' })]
    case 'maxCostPerCallUsd':
      return [money(key, 'US dollars a call', 'no bound')]
    case 'monthBudgetUsd':
      return [money(key, 'US dollars a month', 'no budget')]
    case 'providerDayBudgetsUsd':
      return names(form).map((provider) => money(provider, `${provider}, US dollars a day`, 'no budget'))
    case 'answerCacheDays':
      return [number(key, 'Days', { min: 1, max: 3650, unit: 'days' })]
    case 'retention':
      return retentionFields.map(([name, label]) => ({
        ...number(name, label, name.endsWith('olderThanDays') ? retentionDays : retentionMb),
        ...{ none: 'never' },
      }))
    case 'timeZone':
      return [{ name: key, label: 'Zone', kind: 'zone', range: 'An IANA zone, such as Europe/Berlin' }]
    case 'scenarioExpansionModel':
    case 'judgeModel':
      return [{ name: key, label: 'Model', kind: 'model', range: 'An active model; empty: the default of a provider' }]
    case 'alertRules':
    case 'alertChannels':
      // They have a page of their own.
      return []
  }
}

/** What stands in the fields for a value. `providers`: those that may have a budget. */
export function formOf(key: SettingKey, value: Value, providers: readonly string[]): SettingForm {
  switch (key) {
    case 'rateLimitBackoffMs':
      return Object.fromEntries((value as number[]).map((ms, index) => [String(index), showNumber(ms, pause)]))
    case 'retryBudget':
    case 'breaker': {
      const parts = value as Readonly<Record<string, number>>
      return Object.fromEntries(fieldsOf(key, {}).map(({ name, rule = percent }) => [name, showNumber(parts[name] ?? null, rule)]))
    }
    case 'retention': {
      const rules = value as Readonly<Record<string, Readonly<Record<string, number | null>>>>
      return Object.fromEntries(
        retentionFields.map(([name]) => {
          const [kind = '', rule = ''] = name.split('.')
          return [name, String(rules[kind]?.[rule] ?? '')]
        }),
      )
    }
    case 'providerDayBudgetsUsd': {
      const budgets = value as Readonly<Record<string, string>>
      return Object.fromEntries([...new Set([...providers, ...Object.keys(budgets)])].toSorted().map((each) => [each, budgets[each] ?? '']))
    }
    default: {
      const [field] = fieldsOf(key, {})
      if (value === null) return { [key]: '' }
      return { [key]: field?.rule === undefined ? String(value) : showNumber(Number(value), field.rule) }
    }
  }
}

/** What is wrong before the engine is asked, at its field. */
export function checkSetting(key: SettingKey, form: SettingForm): ReadonlyMap<string, string> {
  const found = fieldsOf(key, form).flatMap((field) => {
    const problem = problemOf(field, form[field.name] ?? '')
    return problem === undefined ? [] : [[field.name, problem] as const]
  })
  return new Map(found)
}

const amount = /^\d{1,6}(\.\d{1,9})?$/

function problemOf({ kind, rule, none }: SettingField, text: string): string | undefined {
  if (text.trim() === '' && none !== undefined) return undefined
  if (kind === 'number' && rule !== undefined) {
    const read = readNumber(text, rule)
    return 'problem' in read ? read.problem : undefined
  }
  if (kind === 'money' && !amount.test(text.trim())) return 'Dollars such as 12.50: 0 to 999,999, with at most nine digits after the point.'
  return kind === 'zone' && text.trim() === '' ? 'Choose a zone.' : undefined
}

/** The value that a form says. Only of one without problems. */
export function settingValue(key: SettingKey, form: SettingForm): Value {
  const read = fieldsOf(key, form).map((field) => [field.name, fieldValue(field, form[field.name] ?? '')] as const)
  switch (key) {
    case 'rateLimitBackoffMs':
      return read.map(([, value]) => value)
    case 'retryBudget':
    case 'breaker':
      return Object.fromEntries(read)
    case 'retention': {
      const of = (kind: string) =>
        Object.fromEntries(
          read.flatMap(([name, value]) => (name.startsWith(`${kind}.`) ? [[name.slice(kind.length + 1), value] as const] : [])),
        )
      return Object.fromEntries(kept.map(([kind]) => [kind, of(kind)]))
    }
    case 'providerDayBudgetsUsd':
      return Object.fromEntries(read.filter(([, value]) => value !== null))
    default:
      return read[0]?.[1] ?? null
  }
}

function fieldValue({ rule }: SettingField, text: string): number | string | null {
  if (text.trim() === '') return null
  if (rule === undefined) return text.trim()
  const read = readNumber(text, rule)
  return 'value' in read ? read.value : null
}

/** The field that shows what the engine says about a path such as `breaker.windowMs`. */
export function fieldOf(key: SettingKey, path: string): string | undefined {
  if (path === key) return fieldsOf(key, { '0': '' })[0]?.name
  return path.startsWith(`${key}.`) ? path.slice(key.length + 1) : undefined
}

/** The form with what somebody else has set. */
export function withTheirs(
  setting: Setting,
  form: SettingForm,
  theirs: ReadonlyMap<string, Value>,
  providers: readonly string[],
): SettingForm {
  const [whole] = [...theirs].filter(([name]) => name === 'value' || name === setting.key)
  return whole === undefined ? form : { ...formOf(setting.key, whole[1], providers), reason: form['reason'] ?? '' }
}

/** A schedule with a pause more, as long as its last, or without one of them. */
export function withPause(form: SettingForm): SettingForm {
  const pauses = names(form).map((name) => form[name] ?? '')
  return numbered([...pauses, pauses.at(-1) ?? '30'], form)
}

export function withoutPause(form: SettingForm, name: string): SettingForm {
  return numbered(
    names(form)
      .filter((each) => each !== name)
      .map((each) => form[each] ?? ''),
    form,
  )
}

function numbered(pauses: readonly string[], { reason = '' }: SettingForm): SettingForm {
  return { ...Object.fromEntries(pauses.map((text, index) => [String(index), text])), reason }
}

function names(form: SettingForm): string[] {
  return Object.keys(form).filter((name) => name !== 'reason')
}

function number(name: string, label: string, rule: NumberRule): SettingField {
  return { name, label, kind: 'number', rule, range: sayRange(rule) }
}

function money(name: string, label: string, none: string): SettingField {
  return { name, label, kind: 'money', none, range: `0 to 999,999; empty: ${none}` }
}
