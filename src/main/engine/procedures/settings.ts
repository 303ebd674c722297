import { InfraTask, type SettingKey } from '#contract/settings'
import { type ModelRecord, modelView } from '#engine/catalog'
import { infraSetting, resolveInfraModel } from '#engine/settings'
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
    infra: os.settings.infra.handler(() => {
      const facts = services.viewFacts()
      const view = (model: ModelRecord | undefined) => (model === undefined ? [] : [modelView(model, catalog, facts)])
      const providers = catalog.providers()
      const defaults = providers.flatMap((provider) => view(catalog.defaultModel(provider.id)))
      const simulated = new Set(providers.filter(({ kind }) => kind === 'simulator').map(({ key }) => key))
      const items = InfraTask.options.map((task) => {
        const set = settings.values[infraSetting[task]]
        const [model] = set === null ? [] : view(catalog.findModel(set))
        return resolveInfraModel({ task, set, model, defaults, simulated, nowMs: facts.nowMs })
      })
      return { items }
    }),
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
