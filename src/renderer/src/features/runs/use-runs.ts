import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '#renderer/transport'
import { withActive } from './listed-run.ts'
import type { RunsSearch } from './search.ts'

/** The runs that are asked for, newest first, each as it is now. */
export function useRuns({ status, find }: RunsSearch) {
  const api = useApi()
  const query = useInfiniteQuery(
    api.runs.list.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: 500,
        ...(status === undefined ? {} : { status }),
        ...(find === undefined ? {} : { text: find }),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next,
      placeholderData: (previous) => previous,
    }),
  )
  const { data: active } = useQuery(api.runs.active.experimental_liveOptions())
  const { data, hasNextPage, isFetching, fetchNextPage } = query
  const runs = useMemo(() => withActive(data?.pages.flatMap(({ items }) => items) ?? [], active?.items ?? []), [data, active])
  return { query, runs, activeCount: active?.items.length ?? 0, loadMore: hasNextPage && !isFetching ? fetchNextPage : undefined }
}
