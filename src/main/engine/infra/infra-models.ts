import { type InfraModel, InfraTask } from '#contract/settings'
import { type Catalog, type ModelRecord, modelView, type ViewFacts } from '#engine/catalog'
import { infraSetting, resolveInfraModel, type Settings } from '#engine/settings'

export interface InfraPorts {
  readonly settings: Pick<Settings, 'values'>
  readonly catalog: Catalog
  readonly viewFacts: () => ViewFacts
}

/** Whom the app itself would ask for each of its tasks now. */
export function infraModels(ports: InfraPorts): InfraModel[] {
  return InfraTask.options.map((task) => infraModel(ports, task))
}

/** Whom the app itself would ask for a task now. */
export function infraModel({ settings, catalog, viewFacts }: InfraPorts, task: InfraTask): InfraModel {
  const facts = viewFacts()
  const view = (model: ModelRecord | undefined) => (model === undefined ? [] : [modelView(model, catalog, facts)])
  const providers = catalog.providers()
  const set = settings.values[infraSetting[task]]
  return resolveInfraModel({
    ...{ task, set, nowMs: facts.nowMs },
    model: set === null ? undefined : view(catalog.findModel(set))[0],
    defaults: providers.flatMap((provider) => view(catalog.defaultModel(provider.id))),
    simulated: new Set(providers.filter(({ kind }) => kind === 'simulator').map(({ key }) => key)),
  })
}
