import type { RunId } from '#contract/ids'
import { isOver } from '#renderer/lib'
import type { Connection } from '#renderer/transport'
import { readProbeQuery } from './probes/probe-query.ts'
import { firstRows } from './probes/use-probe-rows.ts'
import type { RunSearch } from './search.ts'

/** How long the page is held back for its first answers: drawn with them it is there sooner than drawn without them and again with each. Less than the router waits before it shows that something is loading. */
const heldBackMs = 100

/**
 * Asks what the page of a run opens with while its code is still on its way: who opens the results waits for the slowest answer alone.
 * What a run at rest came to is asked for with any view of it, as its results are mostly looked at next. What cannot be answered is for the page to say.
 */
export async function preloadRun(connection: Connection, run: RunId, search: RunSearch): Promise<void> {
  const { api, queries } = connection
  const query = readProbeQuery(search)
  const summary = queries.fetchQuery(api.runs.get.queryOptions({ input: { run } })).catch(() => undefined)
  const isOfResults = search.view === 'results'
  const firstAnswers = isOfResults
    ? [preloadResults(connection, run, search), queries.prefetchQuery(api.runs.probeTable.queryOptions({ input: firstRows(run, query) }))]
    : []
  void summary.then((found) => {
    if (!isOfResults && found !== undefined && isOver(found)) void preloadResults(connection, run, search)
  })
  await Promise.race([Promise.allSettled([summary, ...firstAnswers]), new Promise((resolve) => setTimeout(resolve, heldBackMs))])
}

/** What a run came to, and the code that shows it. */
export async function preloadResults({ api, queries }: Connection, run: RunId, search: RunSearch): Promise<void> {
  const { filter } = readProbeQuery(search)
  await Promise.allSettled([
    import('./results/results-view.tsx'),
    queries.prefetchQuery(api.outcomes.overview.queryOptions({ input: { run, filter } })),
  ])
}
