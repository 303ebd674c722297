import { type Setting, type SettingKey, SettingValues } from '#contract/settings'
import { AppError } from '#engine/failure'
import { maxAttempts, rateLimitBackoffMs, retryBackoff } from '#engine/resilience'
import type { Audit, CatalogSnapshot, Storage } from '#engine/storage'

/** What holds until a person says otherwise. */
export const defaultSettings: SettingValues = {
  rateLimitBackoffMs: [...rateLimitBackoffMs],
  maxAttempts,
  retryInitialDelayMs: retryBackoff.initialDelayMs,
  retryMaxDelayMs: retryBackoff.maxDelayMs,
  assumedOutputTokens: 300,
  maxCostPerCallUsd: null,
  scenarioExpansionModel: null,
  judgeModel: null,
}

/** The system's settings, in memory; each change is validated, audited and stored before it holds. */
export class Settings {
  #values: SettingValues = defaultSettings
  #revisions = new Map<string, number>()
  readonly #storage: Storage

  constructor(storage: Storage, rows: CatalogSnapshot['settings']) {
    this.#storage = storage
    const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value)]))
    this.#values = SettingValues.parse({ ...defaultSettings, ...stored })
    for (const row of rows) this.#revisions.set(row.key, row.revision)
  }

  get values(): SettingValues {
    return this.#values
  }

  list(): Setting[] {
    return Object.keys(defaultSettings).map((key) => this.#setting(key as SettingKey))
  }

  /** INVALID_INPUT with what was expected; CONFLICT when `ifRevision` has moved on. */
  async set(key: SettingKey, value: unknown, ifRevision: number | undefined, audit: Audit): Promise<Setting> {
    const parsed = SettingValues.shape[key].safeParse(value)
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => ({ path: [key, ...issue.path].join('.'), message: issue.message }))
      throw new AppError({ code: 'INVALID_INPUT', source: 'settings', issues })
    }
    const { revision } = await this.#storage.write('setSetting', { key, value: JSON.stringify(parsed.data), ifRevision, audit })
    this.#values = { ...this.#values, [key]: parsed.data }
    this.#revisions.set(key, revision)
    return this.#setting(key)
  }

  async reset(key: SettingKey, audit: Audit): Promise<Setting> {
    await this.#storage.write('setSetting', { key, value: null, audit })
    this.#values = { ...this.#values, [key]: defaultSettings[key] }
    this.#revisions.delete(key)
    return this.#setting(key)
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
