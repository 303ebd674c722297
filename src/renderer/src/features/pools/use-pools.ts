import { useQuery } from '@tanstack/react-query'
import { useApi } from '#renderer/transport'

/** The pools with their limits and models, and as they are at this moment. */
export function usePools() {
  const api = useApi()
  const live = useQuery(api.pools.watch.experimental_liveOptions({ input: {} }))
  const pools = useQuery(api.pools.list.queryOptions({ input: { limit: 500 } }))
  return { live, pools }
}

/** `provider/pool`, as addresses and changes name it. */
export function labelOf({ provider, name }: { readonly provider: string; readonly name: string }): string {
  return `${provider}/${name}`
}
