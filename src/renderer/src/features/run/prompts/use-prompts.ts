import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunId } from '#contract/ids'
import { useApi } from '#renderer/transport'
import { useProbeQuery } from '../probes/use-probe-query.ts'
import { readOrder } from './prompt-order.ts'

const pageRows = 100

/** The prompts that the address asks for, in its order, from the first on: more are asked for as they come into sight. */
export function usePrompts(run: RunId) {
  const { filter } = useProbeQuery()
  const sort = readOrder(useSearch({ from: '/runs/$run' }).order)
  const query = useInfiniteQuery(
    useApi().outcomes.prompts.infiniteOptions({
      input: (offset: number) => ({ run, filter, sort, offset, limit: pageRows }),
      initialPageParam: 0,
      getNextPageParam: ({ total }, pages) => {
        const have = pages.reduce((sum, { items }) => sum + items.length, 0)
        return have < total ? have : undefined
      },
      placeholderData: (previous) => previous,
    }),
  )
  const { data, hasNextPage, isFetching, fetchNextPage } = query
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return { query, items, total: data?.pages.at(-1)?.total, loadMore: hasNextPage && !isFetching ? fetchNextPage : undefined }
}
