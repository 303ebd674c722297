import { useDebouncedCallback } from '@mantine/hooks'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { LedgerEntry, LedgerFilter } from '#contract/ledger'
import { useApi } from '#renderer/transport'
import { blockOf, blockRows, blocksInSight, denseCount, endOfBlock, isDense } from './row-blocks.ts'
import { countOf, notePage, type Places, pageAt, pageRows, pagesInSight, topPlaces } from './row-places.ts'

/** How long a page that is out of sight is kept. */
const keptMs = 20_000
/** Milliseconds that rows far from the last are in sight before they are fetched; with each flight, at most. */
const landing = { delay: 60, maxWait: 300 }

interface Place {
  readonly filter: LedgerFilter
  readonly places: Places
  readonly first: number
  readonly last: number
}

/**
 * The entries of a filter that are in sight, newest first, and how many there are.
 * 1. A ledger of which nothing was left out is read wherever it is looked at. Otherwise pages are read one after the other, each from where the last one ended. Those out of sight are let go, and read again from the same place.
 * 2. Another filter takes the place of the last when its first entries are here: nothing flickers.
 */
export function useLedgerRows(filter: LedgerFilter) {
  const api = useApi()
  const [{ filter: shown, places, first, last }, setPlace] = useState<Place>(() => atTop(filter))
  const topOf = (of: LedgerFilter) => api.ledger.list.queryOptions({ input: { ...of, limit: pageRows }, gcTime: keptMs })
  // What lies behind a place in the ledger stays as it is.
  const pageOf = (from: { readonly after: string } | { readonly before: number }) =>
    api.ledger.list.queryOptions({ input: { ...shown, limit: pageRows, ...from }, gcTime: keptMs, staleTime: Number.POSITIVE_INFINITY })
  const coming = useQuery({ ...topOf(filter), enabled: shown !== filter })
  if (shown !== filter && coming.data !== undefined) setPlace(atTop(filter))
  const top = useQuery(topOf(shown))
  const { total = null, watermark = 0 } = top.data ?? {}
  const isAnywhere = isDense(shown, total, watermark)
  const wanted = isAnywhere ? blocksInSight(watermark, first, last) : pagesInSight(places, first, last)
  const results = useQueries({
    queries: wanted.map((at) => {
      if (isAnywhere) return pageOf({ before: endOfBlock(at) })
      const after = places.cursors[at]
      return after === undefined ? topOf(shown) : pageOf({ after })
    }),
  })
  const known = isAnywhere ? places : results.reduce((so, { data }, index) => noteResult(so, wanted[index], data), places)
  if (known !== places) setPlace((place) => ({ ...place, places: known }))
  const rowAt = (row: number): LedgerEntry | undefined => {
    if (isAnywhere && row < (top.data?.items.length ?? 0)) return top.data?.items[row]
    if (isAnywhere) {
      const block = blockOf(watermark, row)
      return results[wanted.indexOf(block)]?.data?.items[endOfBlock(block) - 1 - (watermark - row)]
    }
    const page = pageAt(places, row)
    return results[wanted.indexOf(page)]?.data?.items[row - (places.starts[page] ?? 0)]
  }
  const goThere = useDebouncedCallback((from: number, to: number) => setPlace((place) => ({ ...place, first: from, last: to })), landing)
  const onRange = useCallback(
    (from: number, to: number) => {
      // Whoever flies over the rows is to land before any are fetched: those in between are not wanted any more.
      if (Math.abs(from - first) > 2 * blockRows) return goThere(from, to)
      goThere.cancel()
      if (Math.abs(from - first) > pageRows / 5 || Math.abs(to - last) > pageRows / 5 || from === 0) {
        setPlace((place) => (place.first === from && place.last === to ? place : { ...place, first: from, last: to }))
      }
    },
    [first, last, goThere],
  )
  return {
    shown,
    count: top.data === undefined ? undefined : isAnywhere ? denseCount(watermark) : countOf(known),
    watermark: top.data?.watermark,
    rowAt,
    inSight: [...(first < pageRows ? (top.data?.items ?? []) : []), ...results.flatMap(({ data }) => data?.items ?? [])],
    onRange,
    error: (shown === filter ? top.error : coming.error) ?? results.find(({ error }) => error !== null)?.error ?? null,
    readTop: useCallback(() => void top.refetch(), [top.refetch]),
    retry: () => void Promise.all([top, ...results, ...(shown === filter ? [] : [coming])].map((result) => result.refetch())),
  }
}

interface Page {
  readonly items: readonly LedgerEntry[]
  readonly next?: string | undefined
}

function noteResult(places: Places, page: number | undefined, data: Page | undefined): Places {
  if (data === undefined || page === undefined || page >= places.cursors.length) return places
  return notePage(places, page, data.items.length, data.next)
}

function atTop(filter: LedgerFilter): Place {
  return { filter, places: topPlaces, first: 0, last: 40 }
}
