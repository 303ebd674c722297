import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { useModels } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { useNow } from '#renderer/ui'
import { listModels } from './listed-models.ts'

/** Everything the table shows: models, their providers, and in how many runs each was asked. */
export function useListedModels() {
  const api = useApi()
  const { query, models, isWhole } = useModels()
  const providers = useProviders()
  const { data: counts } = useQuery(api.models.runCounts.queryOptions())
  const nowMs = useNow(3_600_000)
  const runs = useMemo(
    () => (counts === undefined ? undefined : new Map(counts.items.map((each) => [each.ref as string, each.runs]))),
    [counts],
  )
  const listed = useMemo(() => listModels(models, runs, nowMs), [models, runs, nowMs])
  return { query, models, listed, isWhole, providers }
}

export function useProviders() {
  const { data } = useQuery(useApi().providers.list.queryOptions({ input: { limit: 500 } }))
  return useMemo(() => data?.items ?? [], [data])
}

/** Names of a provider's pools; none before they are known. */
export function usePoolNames(provider: ProviderKey | undefined): readonly string[] {
  const { data } = useQuery(useApi().pools.list.queryOptions({ input: provider === undefined ? skipToken : { provider, limit: 500 } }))
  return data?.items.map(({ name }) => name) ?? []
}

/** One model, asked by itself: an address leads to it before the list is here. */
export function useModel(ref: ModelRef) {
  return useQuery(useApi().models.get.queryOptions({ input: { ref } }))
}
