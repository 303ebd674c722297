import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { KeyInfo } from '#contract/keys'
import { useApi } from '#renderer/transport'

/** The keys, where they may be kept, and what providers are called. */
export function useKeys() {
  const api = useApi()
  const keys = useQuery(api.keys.list.queryOptions())
  const places = useQuery(api.keys.places.queryOptions())
  const providers = useQuery(api.providers.list.queryOptions({ input: { limit: 500 } }))
  const nameOf = (provider: string) => providers.data?.items.find(({ key }) => key === provider)?.name ?? provider
  return { keys, places, nameOf }
}

/** What is done to a key. What it answers stands in the list at once; the key itself is in no answer. */
export function useKeyCommands(onDone: (key: KeyInfo) => void) {
  const api = useApi()
  const queries = useQueryClient()
  const onSuccess = async (key: KeyInfo) => {
    onDone(key)
    await Promise.all(
      [api.keys.key(), api.providers.key({ type: 'query' }), api.models.key({ type: 'infinite' })].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
  }
  return {
    // A key that was given is not kept by the page: not among what it remembers of its commands either.
    give: useMutation(api.keys.set.mutationOptions({ onSuccess, gcTime: 0 })),
    remove: useMutation(api.keys.remove.mutationOptions({ onSuccess })),
    confirm: useMutation(api.keys.confirm.mutationOptions({ onSuccess })),
  }
}
