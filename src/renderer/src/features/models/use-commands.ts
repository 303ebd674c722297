import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Model } from '#contract/catalog'
import type { AuditId } from '#contract/ids'
import { toastEdited } from '#renderer/parts'
import { useApi } from '#renderer/transport'

/**
 * What is done to models. What is answered stands at once in what is open, lists are asked again, and what was done is told with a way back:
 * here, since what asked for it may be gone by then.
 */
export function useModelCommands() {
  const api = useApi()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: api.models.key() })
  const done = (say: (model: Model) => string) => ({
    onSuccess: async (model: Model & { readonly change: AuditId | null }) => {
      toastEdited(model.change, say(model))
      queries.setQueryData(api.models.get.queryKey({ input: { ref: model.ref } }), model)
      await refresh()
    },
  })
  return {
    add: useMutation(api.models.add.mutationOptions(done(({ ref }) => `${ref} is in the catalog`))),
    set: useMutation(api.models.set.mutationOptions(done(({ ref }) => `${ref} is changed`))),
    deprecate: useMutation(api.models.deprecate.mutationOptions(done(({ ref }) => `${ref} is deprecated`))),
    reactivate: useMutation(api.models.reactivate.mutationOptions(done(({ ref }) => `${ref} is active again`))),
    setDefault: useMutation(api.models.setDefault.mutationOptions(done(({ ref, provider }) => `${ref} is the default of ${provider}`))),
    clearDefault: useMutation(
      api.models.clearDefault.mutationOptions({
        onSuccess: async ({ change, provider }) => {
          toastEdited(change, `${provider} has no default any more`)
          await refresh()
        },
      }),
    ),
    setFallback: useMutation(api.models.setFallback.mutationOptions(done(({ ref, fallback }) => `${ref} falls back to ${fallback}`))),
    clearFallback: useMutation(api.models.clearFallback.mutationOptions(done(({ ref }) => `${ref} falls back to nothing`))),
  }
}
