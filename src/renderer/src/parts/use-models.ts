import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Model } from '#contract/catalog'
import { useApi } from '#renderer/transport'

/** Every model there is, by ref. The first page is shown as soon as it is here; the others follow by themselves. */
export function useModels() {
  const query = useInfiniteQuery(
    useApi().models.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 500, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next,
    }),
  )
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])
  const models: readonly Model[] = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
  return { query, models, isWhole: data !== undefined && !hasNextPage }
}
