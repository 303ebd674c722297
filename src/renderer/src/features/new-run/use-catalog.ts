import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Model } from '#contract/catalog'
import { useApi } from '#renderer/transport'

/** Every model there is, and when that was last asked: what can be started changes with it. */
export function useCatalog(): { readonly catalog: readonly Model[]; readonly catalogAtMs: number } {
  const { data, dataUpdatedAt, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(
    useApi().models.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 500, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next,
    }),
  )
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const catalog = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
  return { catalog, catalogAtMs: dataUpdatedAt }
}
