import type { ModelUsage } from '#contract/catalog'
import type { ModelRef } from '#contract/ids'
import type { ModelChoice } from '#renderer/parts'

export const settingWords = { scenarioExpansionModel: 'Model for scenarios', judgeModel: 'Model that judges' } as const
export type SettingName = keyof typeof settingWords

/** What comes in a model's place, where it is named; undefined: not said yet, null: nothing. */
export interface Replacements {
  readonly successor: ModelChoice
  readonly fallbacks: ReadonlyMap<ModelRef, ModelChoice>
  readonly settings: ReadonlyMap<SettingName, ModelChoice>
  readonly reason: string
}

export const nothingSaid: Replacements = { successor: undefined, fallbacks: new Map(), settings: new Map(), reason: '' }

/** What has to be said before it can be deprecated, by the field where it is. Empty: all is said. */
export function missingOf(usage: ModelUsage, said: Replacements): ReadonlyMap<string, string> {
  const missing = new Map<string, string>()
  if (usage.isDefault && said.successor === undefined) missing.set('successor', 'Choose the next default, or none.')
  for (const ref of usage.fallbackOf)
    if (said.fallbacks.get(ref) === undefined) missing.set(`fallback ${ref}`, 'Choose what it falls back to instead, or nothing.')
  for (const key of usage.settings)
    if (said.settings.get(key) === undefined)
      missing.set(`setting ${key}`, 'Choose the model it names instead, or the default of a provider.')
  return missing
}

/** As the engine takes it, once nothing is missing: all of it in one step. */
export function deprecationOf(usage: ModelUsage, revision: number, said: Replacements) {
  return {
    ref: usage.ref,
    revision,
    ...(usage.isDefault ? { successor: said.successor ?? null } : {}),
    fallbacks: usage.fallbackOf.map((ref) => ({ ref, fallback: said.fallbacks.get(ref) ?? null })),
    settings: usage.settings.map((key) => ({ key, model: said.settings.get(key) ?? null })),
    ...(said.reason.trim() === '' ? {} : { reason: said.reason.trim() }),
  }
}

/** The field at which something that the engine refused is said. */
export function fieldOfRefusal(path: string): string | undefined {
  if (path === 'successor' || path === 'reason') return path
  const [, setting] = /^settings\.(\w+)$/.exec(path) ?? []
  return setting !== undefined && Object.hasOwn(settingWords, setting) ? `setting ${setting}` : undefined
}
