import type { RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { compare, modelView } from '#engine/catalog'
import { infraSetting } from '#engine/settings'
import { auditOf, type Implementer } from './caller.ts'
import { pageOf } from './cursor.ts'
import type { Services } from './services.ts'

const newestRuns = 20

export function modelProcedures(os: Implementer, services: Services) {
  const { catalog, edits, fallbacks, settings, storage } = services
  const view = (ref: string) => modelView(catalog.getModel(ref), catalog, services.viewFacts())
  return {
    list: os.models.list.handler(({ input }) => {
      const wanted = input.search?.toLowerCase()
      const facts = services.viewFacts()
      const { items, ...rest } = pageOf(
        catalog.sortedRefs(),
        (ref) => ref,
        input,
        (ref) => {
          if (input.provider !== undefined && !ref.startsWith(`${input.provider}/`)) return false
          const model = catalog.findModel(ref)
          if (model === undefined || (input.status !== undefined && model.status !== input.status)) return false
          return wanted === undefined || ref.toLowerCase().includes(wanted) || model.name.toLowerCase().includes(wanted)
        },
      )
      return { items: items.map((ref) => modelView(catalog.getModel(ref), catalog, facts)), ...rest }
    }),
    get: os.models.get.handler(({ input }) => view(input.ref)),
    defaults: os.models.defaults.handler(() => {
      const facts = services.viewFacts()
      const providers = catalog.providers().map((provider) => ({ provider, model: catalog.defaultModel(provider.id) }))
      return {
        items: providers.flatMap(({ model }) => (model === undefined ? [] : [modelView(model, catalog, facts)])),
        without: providers.filter(({ model }) => model === undefined).map(({ provider }) => provider.key),
      }
    }),
    runCounts: os.models.runCounts.handler(async () => {
      const counts = await storage.read('runCounts', undefined)
      const items = counts.flatMap(({ modelId, runs }) => {
        const model = catalog.findModelById(modelId)
        return model === undefined ? [] : [{ ref: model.ref, runs }]
      })
      return { items: items.sort((left, right) => compare(left.ref, right.ref)) }
    }),
    usage: os.models.usage.handler(async ({ input }) => {
      const { id, ref, isDefault } = catalog.getModel(input.ref)
      const { total, active, newest } = await storage.read('modelRuns', { modelId: id, limit: newestRuns })
      const naming = [...catalog.models()].filter((model) => model.fallbackModelId === id).map((model) => model.ref)
      return {
        ref,
        isDefault,
        runs: {
          total,
          active,
          newest: newest.map(({ ulid, createdAtMs, ...run }) => ({ id: ulid as RunId, ...run, createdAtMs: createdAtMs as EpochMs })),
        },
        fallbackOf: naming.sort(compare),
        settings: Object.values(infraSetting).filter((key) => settings.values[key] === ref),
      }
    }),
    add: os.models.add.handler(async ({ input, context }) => {
      await edits.addModel(input, auditOf(services, context))
      return view(input.ref)
    }),
    set: os.models.set.handler(async ({ input, context }) => {
      await edits.setModel(input, auditOf(services, context))
      return view(input.ref)
    }),
    deprecate: os.models.deprecate.handler(async ({ input, context }) => {
      await fallbacks.deprecate(input, auditOf(services, context))
      return view(input.ref)
    }),
    reactivate: os.models.reactivate.handler(async ({ input, context }) => {
      await edits.reactivateModel(input.ref, auditOf(services, context))
      return view(input.ref)
    }),
    setFallback: os.models.setFallback.handler(async ({ input, context }) => {
      await fallbacks.set(input, auditOf(services, context))
      return view(input.ref)
    }),
    clearFallback: os.models.clearFallback.handler(async ({ input, context }) => {
      await fallbacks.clear(input, auditOf(services, context))
      return view(input.ref)
    }),
    setDefault: os.models.setDefault.handler(async ({ input, context }) => {
      await edits.setDefault(input.ref, auditOf(services, context))
      return view(input.ref)
    }),
  }
}
