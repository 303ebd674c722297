import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { LedgerEntry, LedgerFilter } from '#contract/ledger'
import { useApi } from '#renderer/transport'
import { countOf, notePage, type Places, pageAt, pageRows, pagesInSight, topPlaces } from './row-places.ts'

/** How long a page that is out of sight is kept. */
const keptMs = 20_000

interface Place {
  readonly filter: LedgerFilter
  readonly places: Places
  readonly first: number
  readonly last: number
}

/**
 * The entries of a filter that are in sight, newest first, and how many there are.
 * 1. Pages are read one after the other, each from where the last one ended; those out of sight are let go and read again from the same place.
 * 2. Another filter takes the place of the last when its first entries are here: nothing flickers.
 */
export function useLedgerRows(filter: LedgerFilter) {
  const api = useApi()
  const [{ filter: shown, places, first, last }, setPlace] = useState<Place>(() => atTop(filter))
  const optionsOf = (of: LedgerFilter, after: string | undefined) =>
    api.ledger.list.queryOptions({
      input: { ...of, limit: pageRows, ...(after === undefined ? {} : { after }) },
      gcTime: keptMs,
      // What lies behind a place in the ledger stays as it is.
      ...(after === undefined ? {} : { staleTime: Number.POSITIVE_INFINITY }),
    })
  const coming = useQuery({ ...optionsOf(filter, undefined), enabled: shown !== filter })
  if (shown !== filter && coming.data !== undefined) setPlace(atTop(filter))
  const pages = pagesInSight(places, first, last)
  const results = useQueries({ queries: pages.map((page) => optionsOf(shown, places.cursors[page])) })
  const known = results.reduce((so, { data }, at) => {
    const page = pages[at]
    return data === undefined || page === undefined || page >= so.cursors.length ? so : notePage(so, page, data.items.length, data.next)
  }, places)
  if (known !== places) setPlace((place) => ({ ...place, places: known }))
  const top = useQuery(optionsOf(shown, undefined))
  const rowAt = (index: number): LedgerEntry | undefined => {
    const page = pageAt(places, index)
    return results[pages.indexOf(page)]?.data?.items[index - (places.starts[page] ?? 0)]
  }
  const onRange = useCallback((from: number, to: number) => {
    setPlace((place) => {
      const [here, there] = [pagesInSight(place.places, place.first, place.last), pagesInSight(place.places, from, to)]
      return here.length === there.length && here[0] === there[0] ? place : { ...place, first: from, last: to }
    })
  }, [])
  return {
    shown,
    count: top.data === undefined ? undefined : countOf(known),
    isWhole: known.end !== undefined,
    total: top.data?.total ?? known.end ?? null,
    watermark: top.data?.watermark,
    rowAt,
    inSight: results.flatMap(({ data }) => data?.items ?? []),
    onRange,
    error: (shown === filter ? top.error : coming.error) ?? results.find(({ error }) => error !== null)?.error ?? null,
    isComing: shown !== filter || top.isFetching,
    readTop: useCallback(() => void top.refetch(), [top.refetch]),
    retry: () => void Promise.all([...results, ...(shown === filter ? [] : [coming])].map((result) => result.refetch())),
  }
}

function atTop(filter: LedgerFilter): Place {
  return { filter, places: topPlaces, first: 0, last: 40 }
}
