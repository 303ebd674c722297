import { modelView } from '#engine/catalog'
import { auditOf, type Implementer } from './caller.ts'
import { pageOf } from './cursor.ts'
import type { Services } from './services.ts'

export function modelProcedures(os: Implementer, services: Services) {
  const { catalog, edits, fallbacks } = services
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
