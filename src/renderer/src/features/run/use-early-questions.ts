import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { RunId } from '#contract/ids'
import { useApi } from '#renderer/transport'
import { useProbeQuery } from './probes/use-probe-query.ts'
import { firstRows } from './probes/use-probe-rows.ts'

/** Asks for what the results show beside asking for the run itself, and not after it: who opens them waits for the slowest answer alone. */
export function useEarlyQuestions(run: RunId): void {
  const { view } = useSearch({ from: '/runs/$run' })
  const query = useProbeQuery()
  const api = useApi()
  const queries = useQueryClient()
  const isOfResults = view === 'results'
  useEffect(() => {
    if (!isOfResults) return
    void import('./results/results-view.tsx')
    void queries.prefetchQuery(api.outcomes.overview.queryOptions({ input: { run, filter: query.filter } }))
    void queries.prefetchQuery(api.runs.probeTable.queryOptions({ input: firstRows(run, query) }))
  }, [isOfResults, run, query, api, queries])
}
