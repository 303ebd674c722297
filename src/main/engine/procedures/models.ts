import type { AuditId, RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { compare, modelView } from '#engine/catalog'
import { infraSetting } from '#engine/settings'
import { auditOf, type Caller, type Implementer } from './caller.ts'
import { pageOf } from './cursor.ts'
import type { Services } from './services.ts'

const newestRuns = 20

export function modelProcedures(os: Implementer, services: Services) {
  const { catalog, edits, settings, storage } = services
  const view = (ref: string) => modelView(catalog.getModel(ref), catalog, services.viewFacts())
  const by = (context: Caller, { reason }: { readonly reason?: string | undefined }) => auditOf(services, context, reason)
  const edited = (ref: string, change: AuditId | null) => ({ ...view(ref), change })
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
    add: os.models.add.handler(async ({ input, context }) => edited(input.ref, await edits.models.add(input, by(context, input)))),
    set: os.models.set.handler(async ({ input, context }) => edited(input.ref, await edits.models.set(input, by(context, input)))),
    deprecate: os.models.deprecate.handler(async ({ input, context }) =>
      edited(input.ref, await edits.models.deprecate(input, by(context, input))),
    ),
    reactivate: os.models.reactivate.handler(async ({ input, context }) =>
      edited(input.ref, await edits.models.reactivate(input, by(context, input))),
    ),
    setFallback: os.models.setFallback.handler(async ({ input, context }) =>
      edited(input.ref, await edits.models.setFallback(input, by(context, input))),
    ),
    clearFallback: os.models.clearFallback.handler(async ({ input, context }) =>
      edited(input.ref, await edits.models.clearFallback(input, by(context, input))),
    ),
    setDefault: os.models.setDefault.handler(async ({ input, context }) =>
      edited(input.ref, await edits.models.setDefault(input, by(context, input))),
    ),
    clearDefault: os.models.clearDefault.handler(async ({ input, context }) => ({
      provider: input.provider,
      change: await edits.models.clearDefault(input, by(context, input)),
    })),
  }
}
