import { useQueries } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { ImportId, ImportRow } from '#contract/imports'
import { type Client, useApi } from '#renderer/transport'
import type { ImportSearch } from './search.ts'

/** Rows a request brings to the screen, and those beyond what is in sight, each way. */
const pageRows = 100
const ahead = 30
/** Rows a request brings where all are wanted. */
const mostRows = 500

export type RowFilter = Omit<Parameters<Client['imports']['rows']>[0], 'offset' | 'limit'>

/** What an address asks for. */
export function filterOf(id: string, { kind, reason, provider, search, conflicts }: ImportSearch): RowFilter {
  return {
    id: id as ImportId,
    ...(kind === undefined ? {} : { kind }),
    ...(reason === undefined ? {} : { reason }),
    ...(provider === undefined ? {} : { provider }),
    ...(search === undefined ? {} : { search }),
    ...(conflicts === undefined ? {} : { hasConflict: true }),
  }
}

/** The rows of a preview that are in sight, and how many there are. They never change: each page is asked for once. */
export function useImportRows(filter: RowFilter) {
  const api = useApi()
  const [pages, setPages] = useState<readonly number[]>([0])
  const [before, setBefore] = useState<{ readonly filter: string; readonly total: number | undefined }>()
  const name = JSON.stringify(filter)
  const results = useQueries({
    queries: pages.map((page) => ({
      ...api.imports.rows.queryOptions({ input: { ...filter, offset: page * pageRows, limit: pageRows } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  })
  const total = results.find(({ data }) => data !== undefined)?.data?.total
  if (before?.filter !== name || (total !== undefined && before.total !== total)) setBefore({ filter: name, total: total ?? before?.total })
  // Of most rows that come into sight the page is here: nothing is drawn anew for them but the table.
  const onRange = useCallback((first: number, last: number) => {
    const next = pagesOf(first, last)
    setPages((here) => (here.join() === next.join() ? here : next))
  }, [])
  const rowAt = (index: number): ImportRow | undefined =>
    results[pages.indexOf(Math.floor(index / pageRows))]?.data?.items[index % pageRows]
  return {
    /** Of another filter until the first rows of this one are here: nothing flickers. */
    total: total ?? before?.total,
    rowAt,
    rows: results.flatMap(({ data }) => data?.items ?? []),
    onRange,
    error: results.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => void Promise.all(results.map((result) => result.refetch())),
  }
}

/** Every row that the filter lets through. */
export async function allRows(client: Client, filter: RowFilter): Promise<ImportRow[]> {
  const rows: ImportRow[] = []
  for (;;) {
    const { total, items } = await client.imports.rows({ ...filter, offset: rows.length, limit: mostRows })
    rows.push(...items)
    if (items.length === 0 || rows.length >= total) return rows
  }
}

function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first - ahead) / pageRows)
  const to = Math.floor((last + ahead) / pageRows)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
