import { useDebouncedCallback } from '@mantine/hooks'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { RunId } from '#contract/ids'
import type { ProbeRow } from '#contract/probe-table'
import { useApi } from '#renderer/transport'
import type { ProbeQuery } from './probe-query.ts'

/** Rows a request brings. */
const pageRows = 100
/** Rows fetched beyond those in sight, each way. */
const ahead = 30
/** Milliseconds that rows far from the last are in sight before they are fetched; with each flight, at most. */
const landing = { delay: 60, maxWait: 300 }
/** How long a page that is out of sight is kept. */
const keptMs = 20_000
const atTop: RowRange = { first: 0, last: 40 }

export interface RowRange {
  readonly first: number
  readonly last: number
}

interface Wanted {
  readonly run: RunId
  readonly query: ProbeQuery
  /** A row that is needed with its neighbours, wherever it is. */
  readonly around: number | undefined
  /** Rows that are here stay as they are, whatever becomes of their probes. */
  readonly isHeld: boolean
}

/**
 * The rows of a run's probes that are in sight, and how many there are.
 * 1. Only the pages in sight are asked for, and asked again when something changed.
 * 2. Another filter or order takes the place of the last when its first rows are here: nothing flickers.
 */
export function useProbeRows({ run, query, around, isHeld }: Wanted) {
  const api = useApi()
  const [shown, setShown] = useState(query)
  const [range, setRange] = useState(atTop)
  const [knownTotal, setKnownTotal] = useState<number>()
  const optionsOf = (of: ProbeQuery, page: number) =>
    api.runs.probeTable.queryOptions({
      input: rowsOf(run, of, page),
      gcTime: keptMs,
    })
  const coming = useQuery({ ...optionsOf(query, 0), enabled: shown !== query })
  if (shown !== query && coming.data !== undefined) {
    setShown(query)
    setRange(atTop)
  }
  const pages = pagesOf(range, around, knownTotal)
  const results = useQueries({
    queries: pages.map((page) => ({
      ...optionsOf(shown, page),
      enabled: ({ state }: { state: { data: unknown } }) => !(isHeld && state.data !== undefined),
    })),
  })
  const newest = results.reduce((best, each) => (each.data !== undefined && each.dataUpdatedAt > best.dataUpdatedAt ? each : best))
  const total = newest.data?.total
  if (total !== undefined && total !== knownTotal) setKnownTotal(total)
  const goThere = useDebouncedCallback(setRange, landing)
  const onRange = useCallback(
    (first: number, last: number) => {
      const [here, there] = [pagesOf(range, undefined, knownTotal), pagesOf({ first, last }, undefined, knownTotal)]
      // Whoever flies over the rows is to land before any are fetched: those in between are not wanted any more.
      if (!there.some((page) => here.includes(page))) return goThere({ first, last })
      goThere.cancel()
      if (!there.every((page) => here.includes(page))) setRange({ first, last })
    },
    [range, knownTotal, goThere],
  )
  const rowAt = (index: number): ProbeRow | undefined => results[pages.indexOf(Math.floor(index / pageRows))]?.data?.items[index % pageRows]
  /** Where a row of those that are here stands; undefined: it is none of them. */
  const find = (isIt: (row: ProbeRow) => boolean): number | undefined => {
    for (const [at, page] of pages.entries()) {
      const index = results[at]?.data?.items.findIndex(isIt) ?? -1
      if (index >= 0) return page * pageRows + index
    }
    return undefined
  }
  return {
    total: total ?? knownTotal,
    rowAt,
    find,
    onRange,
    shown,
    error: coming.error ?? results.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => void Promise.all([...results, ...(shown === query ? [] : [coming])].map((result) => result.refetch())),
  }
}

/** What is asked first of these probes. */
export function firstRows(run: RunId, query: ProbeQuery) {
  return rowsOf(run, query, 0)
}

function rowsOf(run: RunId, query: ProbeQuery, page: number) {
  return { run, ...query, offset: page * pageRows, limit: pageRows }
}

/** Pages that hold the rows in sight with some beyond, and those next to a row that is open. */
export function pagesOf({ first, last }: RowRange, around: number | undefined, total: number | undefined): number[] {
  const lastPage = total === undefined ? 0 : Math.max(0, Math.ceil(total / pageRows) - 1)
  const pages = new Set<number>()
  const add = (from: number, to: number) => {
    for (let page = pageOf(from, lastPage); page <= pageOf(to, lastPage); page += 1) pages.add(page)
  }
  add(first - ahead, last + ahead)
  if (around !== undefined) add(around - 1, around + 1)
  return [...pages]
}

function pageOf(index: number, lastPage: number): number {
  return Math.min(lastPage, Math.max(0, Math.floor(index / pageRows)))
}
