import type { AlertRule } from '#contract/alerts'
import { type Setting, type SettingKey, SettingValues } from '#contract/settings'
import { Retention } from '#contract/storage'
import { AppError } from '#engine/failure'
import { breakerPolicy, maxAttempts, rateLimitBackoffMs, retryBackoff, retryBudgetPolicy } from '#engine/resilience'
import type { CatalogSnapshot, EditLeft, EditStep } from '#engine/storage'

/** What holds until a person says otherwise. */
export const defaultSettings: SettingValues = {
  rateLimitBackoffMs: [...rateLimitBackoffMs],
  maxAttempts,
  retryInitialDelayMs: retryBackoff.initialDelayMs,
  retryMaxDelayMs: retryBackoff.maxDelayMs,
  retryBudget: { ratio: retryBudgetPolicy.ratio, floor: retryBudgetPolicy.floor },
  breaker: breakerPolicy,
  assumedOutputTokens: 300,
  maxCostPerCallUsd: null,
  providerDayBudgetsUsd: {},
  monthBudgetUsd: null,
  timeZone: 'UTC',
  scenarioExpansionModel: null,
  judgeModel: null,
  answerCacheDays: 30,
  retention: Retention.parse({}),
  alertRules: [
    defaultRule('breaker-open', { on: 'breaker_open', forMinutes: 0 }),
    defaultRule('pool-parked', { on: 'pool_parked', forMinutes: 5 }),
    defaultRule('price-change', { on: 'price_change', days: 7 }),
    defaultRule('departure', { on: 'departure', of: ['cost', 'latency', 'failures'] }),
  ],
  alertChannels: [],
}

function defaultRule(name: string, when: AlertRule['when']): AlertRule {
  return { name, when, channels: [], quietMinutes: 60, isEnabled: true }
}

type SetSetting = Extract<EditStep, { kind: 'setting' }>

/** The system's settings, in memory: what an edit would make of them, and what it has made of them once it is on disk. */
export class Settings {
  #values: SettingValues = defaultSettings
  readonly #rows = new Map<string, { readonly value: string | null; readonly revision: number }>()
  readonly #listeners: ((values: SettingValues) => void)[] = []

  /** What an earlier version kept and this one does not know is left alone. INVALID_INPUT when a value is none of its setting's. */
  constructor(rows: CatalogSnapshot['settings']) {
    for (const { key, value, revision } of rows) if (Object.hasOwn(defaultSettings, key)) this.#rows.set(key, { value, revision })
    const stored = [...this.#rows].flatMap(([key, { value }]) => (value === null ? [] : [[key, JSON.parse(value)]]))
    const parsed = SettingValues.safeParse({ ...defaultSettings, ...Object.fromEntries(stored) })
    if (!parsed.success) throw invalid(parsed.error.issues)
    this.#values = parsed.data
  }

  get values(): SettingValues {
    return this.#values
  }

  /** Hears of every change, in the turn from which it holds. */
  onChange(listener: (values: SettingValues) => void): void {
    this.#listeners.push(listener)
  }

  list(): Setting[] {
    return Object.keys(defaultSettings).map((key) => this.get(key as SettingKey))
  }

  get(key: SettingKey): Setting {
    const row = this.#rows.get(key)
    const isDefault = row === undefined || row.value === null
    // As JSON has them: what may be absent is absent.
    const [value, usual] = [this.#values[key] as Setting['value'], defaultSettings[key] as Setting['value']]
    return { key, value, default: usual, isDefault, revision: row?.revision ?? 0 }
  }

  stored(key: string): string | null {
    return this.#rows.get(key)?.value ?? null
  }

  /** INVALID_INPUT with what was expected. */
  setting(key: SettingKey, value: unknown, ifRevision: number | undefined): SetSetting {
    return { do: 'set', kind: 'setting', subject: key, value: JSON.stringify(parse(key, value)), ifRevision }
  }

  resetting(key: SettingKey, ifRevision: number | undefined): SetSetting {
    return { do: 'set', kind: 'setting', subject: key, value: null, ifRevision }
  }

  /** What these steps would make of them. INVALID_INPUT when that does not go together. */
  valuesAfter(steps: readonly EditStep[]): SettingValues {
    const set = steps.filter((step) => step.kind === 'setting')
    if (set.length === 0) return this.#values
    const values = {
      ...this.#values,
      ...Object.fromEntries(set.map(({ subject, value }) => [subject, settingValue(subject as SettingKey, value)])),
    }
    assertTogether(values)
    return values
  }

  /** Holds what is on disk. */
  take(rows: EditLeft['settings']): void {
    if (rows.length === 0) return
    for (const { key, value, revision } of rows) this.#rows.set(key, { value, revision })
    this.#values = { ...this.#values, ...Object.fromEntries(rows.map(({ key, value }) => [key, settingValue(key as SettingKey, value)])) }
    for (const listener of this.#listeners) listener(this.#values)
  }
}

function settingValue(key: SettingKey, value: string | null): unknown {
  return value === null ? defaultSettings[key] : parse(key, JSON.parse(value))
}

function parse(key: SettingKey, value: unknown): unknown {
  const parsed = SettingValues.shape[key].safeParse(value)
  if (!parsed.success) throw invalid(parsed.error.issues, key)
  return parsed.data
}

/** What no setting says alone. INVALID_INPUT. */
function assertTogether({ retryInitialDelayMs, retryMaxDelayMs, breaker, alertRules, alertChannels }: SettingValues): void {
  for (const { name, channels } of alertRules) {
    const unknown = channels.find((channel) => alertChannels.every((each) => each.name !== channel))
    if (unknown !== undefined)
      throw invalid([{ path: ['alertRules'], message: `the rule ${name} names a channel ${unknown}, which there is not` }])
  }
  if (breaker.openDurationMs > breaker.maxOpenDurationMs) {
    const message = `the first open time, ${breaker.openDurationMs} ms, is longer than the longest, ${breaker.maxOpenDurationMs} ms`
    throw invalid([{ path: ['breaker', 'openDurationMs'], message }])
  }
  if (retryInitialDelayMs <= retryMaxDelayMs) return
  const message = `the first delay, ${retryInitialDelayMs} ms, is longer than the longest, ${retryMaxDelayMs} ms`
  throw invalid([{ path: ['retryInitialDelayMs'], message }])
}

function invalid(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[], key?: SettingKey): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    source: 'settings',
    issues: issues.map(({ path, message }) => ({ path: (key === undefined ? path : [key, ...path]).map(String).join('.'), message })),
  })
}
