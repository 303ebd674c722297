import { type Setting, type SettingKey, SettingValues } from '#contract/settings'
import { AppError } from '#engine/failure'
import { breakerPolicy, maxAttempts, rateLimitBackoffMs, retryBackoff, retryBudgetPolicy } from '#engine/resilience'
import type { Audit, CatalogSnapshot, Storage } from '#engine/storage'

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
}

/** The system's settings, in memory; each change is validated, audited and stored before it holds. */
export class Settings {
  #values: SettingValues = defaultSettings
  #revisions = new Map<string, number>()
  readonly #storage: Storage
  readonly #listeners: ((values: SettingValues) => void)[] = []

  /** What an earlier version kept and this one does not know is left alone. INVALID_INPUT when a value is none of its setting's. */
  constructor(storage: Storage, rows: CatalogSnapshot['settings']) {
    this.#storage = storage
    const known = rows.filter((row) => Object.hasOwn(defaultSettings, row.key))
    const stored = Object.fromEntries(known.map((row) => [row.key, JSON.parse(row.value)]))
    const parsed = SettingValues.safeParse({ ...defaultSettings, ...stored })
    if (!parsed.success) throw invalid(parsed.error.issues)
    this.#values = parsed.data
    for (const row of known) this.#revisions.set(row.key, row.revision)
  }

  get values(): SettingValues {
    return this.#values
  }

  /** Hears of every change, in the turn from which it holds. */
  onChange(listener: (values: SettingValues) => void): void {
    this.#listeners.push(listener)
  }

  list(): Setting[] {
    return Object.keys(defaultSettings).map((key) => this.#setting(key as SettingKey))
  }

  /** INVALID_INPUT with what was expected; CONFLICT when `ifRevision` has moved on. */
  async set(key: SettingKey, value: unknown, ifRevision: number | undefined, audit: Audit): Promise<Setting> {
    const parsed = SettingValues.shape[key].safeParse(value)
    if (!parsed.success) throw invalid(parsed.error.issues, key)
    assertTogether({ ...this.#values, [key]: parsed.data })
    const { revision } = await this.#storage.write('setSetting', { key, value: JSON.stringify(parsed.data), ifRevision, audit })
    this.#revisions.set(key, revision)
    this.#hold({ ...this.#values, [key]: parsed.data })
    return this.#setting(key)
  }

  async reset(key: SettingKey, audit: Audit): Promise<Setting> {
    assertTogether({ ...this.#values, [key]: defaultSettings[key] })
    await this.#storage.write('setSetting', { key, value: null, audit })
    this.#revisions.delete(key)
    this.#hold({ ...this.#values, [key]: defaultSettings[key] })
    return this.#setting(key)
  }

  #hold(values: SettingValues): void {
    this.#values = values
    for (const listener of this.#listeners) listener(values)
  }

  #setting(key: SettingKey): Setting {
    return {
      key,
      value: this.#values[key],
      default: defaultSettings[key],
      isDefault: !this.#revisions.has(key),
      revision: this.#revisions.get(key) ?? 0,
    }
  }
}

/** What no setting says alone. INVALID_INPUT. */
function assertTogether({ retryInitialDelayMs, retryMaxDelayMs, breaker }: SettingValues): void {
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
