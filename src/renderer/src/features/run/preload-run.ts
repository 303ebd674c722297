import type { RunId } from '#contract/ids'
import type { RunSummary } from '#contract/runs'
import type { Connection } from '#renderer/transport'
import { readProbeQuery } from './probes/probe-query.ts'
import { firstRows } from './probes/use-probe-rows.ts'
import type { RunSearch } from './search.ts'

/**
 * Asks what the page of a run opens with while its code is still on its way: who opens the results waits for the slowest answer alone.
 * What a run at rest came to is asked for with any view of it, as its results are mostly looked at next. What cannot be answered is for the page to say.
 */
export async function preloadRun({ api, queries }: Connection, run: RunId, search: RunSearch): Promise<void> {
  const summary = queries.fetchQuery(api.runs.get.queryOptions({ input: { run } }))
  const query = readProbeQuery(search)
  const askResults = () => {
    void import('./results/results-view.tsx')
    void queries.prefetchQuery(api.outcomes.overview.queryOptions({ input: { run, filter: query.filter } }))
  }
  if (search.view === 'results') {
    askResults()
    void queries.prefetchQuery(api.runs.probeTable.queryOptions({ input: firstRows(run, query) }))
  }
  const found = await summary.catch(() => undefined)
  if (search.view !== 'results' && found !== undefined && isAtRest(found)) askResults()
}

function isAtRest({ status }: RunSummary): boolean {
  return status === 'finished' || status === 'cancelled'
}
