import { skipToken, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RunId } from '#contract/ids'
import { type Client, useApi } from '#renderer/transport'
import { readModels } from './open-key.ts'
import type { CompareSearch } from './search.ts'

export type Comparison = Awaited<ReturnType<Client['outcomes']['compare']>>

const pageRows = 100

/** Two runs prompt by prompt, from the first on: more are asked for as they come into sight. Nothing while a side is missing. */
export function useComparison({ a, b, models, show, sort }: CompareSearch) {
  const pair = readModels(models)
  const query = useInfiniteQuery(
    useApi().outcomes.compare.infiniteOptions({
      input:
        a === undefined || b === undefined
          ? skipToken
          : (offset: number) => ({
              ...({ a: a as RunId, b: b as RunId, show: show ?? 'all', sort: sort ?? 'prompt', offset, limit: pageRows } as const),
              ...(pair === undefined ? {} : { models: [pair] }),
            }),
      initialPageParam: 0,
      getNextPageParam: ({ total }, pages) => {
        const have = pages.reduce((sum, { items }) => sum + items.length, 0)
        return have < total ? have : undefined
      },
      placeholderData: (previous, last) => (isOfSame(last?.queryKey, a, b) ? previous : undefined),
    }),
  )
  const { data, hasNextPage, isFetching, fetchNextPage } = query
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return { query, items, first: data?.pages[0], loadMore: hasNextPage && !isFetching ? fetchNextPage : undefined }
}

/** What was shown of the same two runs stays until what was asked of them next is here; what was of others does not. */
function isOfSame(key: unknown, a: string | undefined, b: string | undefined): boolean {
  const told = JSON.stringify(key ?? null)
  return a !== undefined && b !== undefined && told.includes(`"a":"${a}"`) && told.includes(`"b":"${b}"`)
}
