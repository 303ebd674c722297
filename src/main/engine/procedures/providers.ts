import { providerView, whyNoKey } from '#engine/catalog'
import { AppError } from '#engine/failure'
import { callOnce } from '#engine/runs'
import { auditOf, type Implementer } from './caller.ts'
import { pageOf } from './cursor.ts'
import type { Services } from './services.ts'

export function providerProcedures(os: Implementer, services: Services) {
  const { catalog, edits, keys, scheduler } = services
  const view = (key: string) => providerView(catalog.getProvider(key), services.viewFacts())
  return {
    list: os.providers.list.handler(({ input }) => {
      const { items, ...rest } = pageOf(
        catalog.providers(),
        (provider) => provider.key,
        input,
        () => true,
      )
      return { items: items.map((provider) => providerView(provider, services.viewFacts())), ...rest }
    }),
    get: os.providers.get.handler(({ input }) => view(input.key)),
    add: os.providers.add.handler(async ({ input, context }) => {
      const change = await edits.providers.add(input, auditOf(services, context, input.reason))
      // One of this key that was removed may have been stopped.
      await scheduler.services.liftStop(catalog.getProvider(input.key).id)
      return { ...view(input.key), change }
    }),
    set: os.providers.set.handler(async ({ input, context }) => {
      const before = catalog.getProvider(input.key)
      const change = await edits.providers.set(input, auditOf(services, context, input.reason))
      if (input.credential !== undefined) {
        await keys.forgetLeft(before)
        await scheduler.services.liftStop(before.id)
      }
      return { ...view(input.key), change }
    }),
    remove: os.providers.remove.handler(async ({ input, context }) => {
      const before = catalog.getProvider(input.key)
      const change = await edits.providers.remove(input, auditOf(services, context, input.reason))
      await keys.forgetLeft(before)
      return { removed: input.key, change }
    }),
    verify: os.providers.verify.handler(async ({ input, context }) => {
      const provider = catalog.getProvider(input.key)
      services.fallbacks.assertValid()
      const reason = whyNoKey(provider, services.viewFacts().secrets)
      if (reason !== undefined) throw new AppError({ code: 'MODEL_UNAVAILABLE', models: [{ ref: input.key, reason, instead: [] }] })
      const model =
        catalog.defaultModel(provider.id) ??
        [...catalog.models()].find((each) => each.providerId === provider.id && each.status === 'active')
      if (model === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'model', name: `${input.key}/…` })
      const messages = [{ role: 'user' as const, content: 'Reply with OK.' }]
      const { outcome, costNanoUsd } = await callOnce(scheduler, services.clock, {
        method: 'verify',
        user: context.user,
        model,
        messages,
        parameters: { maxOutputTokens: 16 },
      })
      const isAnswered = outcome.kind === 'ANSWERED'
      if (isAnswered) await scheduler.services.liftStop(provider.id)
      return {
        key: input.key,
        model: model.ref,
        ok: isAnswered,
        code: isAnswered ? null : outcome.kind,
        message: isAnswered ? null : outcome.message,
        durationMs: outcome.durationMs,
        costNanoUsd,
      }
    }),
  }
}
