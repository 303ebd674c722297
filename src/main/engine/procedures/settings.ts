import type { SettingKey } from '#contract/settings'
import { infraModels } from '#engine/infra'
import { auditOf, type Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function settingProcedures(os: Implementer, services: Services) {
  const { settings, catalog, editor } = services
  return {
    list: os.settings.list.handler(() => ({ items: settings.list() })),
    set: os.settings.set.handler(async ({ input, context }) => {
      const { key, value, revision, reason } = input
      const change = await editor.edit(
        () => {
          if (isModelSetting(key) && typeof value === 'string') catalog.getModel(value)
          if (key === 'providerDayBudgetsUsd') for (const provider of keysOf(value)) catalog.getProvider(provider)
          return { kind: 'setting', subject: key, action: 'set', steps: [settings.setting(key, value, revision)] }
        },
        auditOf(services, context, reason),
      )
      return { ...settings.get(key), change }
    }),
    reset: os.settings.reset.handler(async ({ input: { key, revision, reason }, context }) => {
      const steps = [settings.resetting(key, revision)]
      const change = await editor.edit(
        () => ({ kind: 'setting', subject: key, action: 'reset', steps }),
        auditOf(services, context, reason),
      )
      return { ...settings.get(key), change }
    }),
    infra: os.settings.infra.handler(() => ({ items: infraModels(services) })),
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
