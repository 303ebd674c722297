import { type Catalog, type ModelRecord, modelView, type ViewFacts } from '#engine/catalog'
import { resolveInfraModel, type Settings } from '#engine/settings'

/** The model that judges now: the one that is set, or what stands in for it; undefined: none can be asked. */
export function judgeModel(catalog: Catalog, settings: Pick<Settings, 'values'>, facts: ViewFacts): ModelRecord | undefined {
  const view = (model: ModelRecord | undefined) => (model === undefined ? [] : [modelView(model, catalog, facts)])
  const set = settings.values.judgeModel
  const providers = catalog.providers()
  const { model } = resolveInfraModel({
    task: 'judge',
    set,
    model: set === null ? undefined : view(catalog.findModel(set))[0],
    defaults: providers.flatMap((provider) => view(catalog.defaultModel(provider.id))),
    simulated: new Set(providers.filter(({ kind }) => kind === 'simulator').map(({ key }) => key)),
    nowMs: facts.nowMs,
  })
  return model === null ? undefined : catalog.findModel(model)
}
