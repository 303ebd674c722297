import type { SettingKey } from '#contract/settings'
import { auditOf, type Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function settingProcedures(os: Implementer, services: Services) {
  const { settings, catalog } = services
  return {
    list: os.settings.list.handler(() => ({ items: settings.list() })),
    set: os.settings.set.handler(({ input, context }) => {
      if (isModelSetting(input.key) && typeof input.value === 'string') catalog.getModel(input.value)
      if (input.key === 'providerDayBudgetsUsd') for (const key of keysOf(input.value)) catalog.getProvider(key)
      return settings.set(input.key, input.value, input.revision, auditOf(services, context))
    }),
    reset: os.settings.reset.handler(({ input, context }) => settings.reset(input.key, auditOf(services, context))),
  }
}

/** Settings that name a model, which must be there. */
function isModelSetting(key: SettingKey): boolean {
  return key === 'scenarioExpansionModel' || key === 'judgeModel'
}

/** The providers a setting names, which must be there; what is no record is refused by its own rule. */
function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
}
