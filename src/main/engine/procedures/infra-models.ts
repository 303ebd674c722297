import { type InfraModel, InfraTask } from '#contract/settings'
import { type ModelRecord, modelView } from '#engine/catalog'
import { infraSetting, resolveInfraModel } from '#engine/settings'
import type { Services } from './services.ts'

/** Whom the app itself would ask for each of its tasks now. */
export function infraModels({ settings, catalog, viewFacts }: Pick<Services, 'settings' | 'catalog' | 'viewFacts'>): InfraModel[] {
  const facts = viewFacts()
  const view = (model: ModelRecord | undefined) => (model === undefined ? [] : [modelView(model, catalog, facts)])
  const providers = catalog.providers()
  const defaults = providers.flatMap((provider) => view(catalog.defaultModel(provider.id)))
  const simulated = new Set(providers.filter(({ kind }) => kind === 'simulator').map(({ key }) => key))
  return InfraTask.options.map((task) => {
    const set = settings.values[infraSetting[task]]
    const [model] = set === null ? [] : view(catalog.findModel(set))
    return resolveInfraModel({ task, set, model, defaults, simulated, nowMs: facts.nowMs })
  })
}
