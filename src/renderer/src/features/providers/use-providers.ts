import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Pool } from '#contract/pools'
import { useApi } from '#renderer/transport'
import type { ListedProvider } from './provider-columns.tsx'

/** The providers, and the pools with the models that each has. */
export function useProviders() {
  const api = useApi()
  const providers = useQuery(api.providers.list.queryOptions({ input: { limit: 500 } }))
  const pools = useQuery(api.pools.list.queryOptions({ input: { limit: 500 } }))
  const rows = useMemo(() => {
    const byProvider = Map.groupBy(pools.data?.items ?? [], ({ provider }) => String(provider))
    return (providers.data?.items ?? []).map((provider): ListedProvider => {
      const own = byProvider.get(provider.key) ?? []
      return { ...provider, pools: own.length, models: own.reduce((sum, { models }) => sum + models.length, 0) }
    })
  }, [providers.data, pools.data])
  const poolsOf = (key: string): readonly Pool[] => pools.data?.items.filter(({ provider }) => provider === key) ?? []
  return { providers, rows, poolsOf }
}
