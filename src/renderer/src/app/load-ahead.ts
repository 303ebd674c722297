import type { Client } from '#renderer/transport'
import { partDimensions } from '../features/costs/costs-questions.ts'

/** By then the page that was opened stands, on a slow machine too. */
const afterMs = 1000

/** The engine keeps so many runs in memory; smaller ones it reads in no time. */
const [mostRuns, manyProbes] = [2, 10_000]

/** Loads the code of the large pages that are mostly opened next, and has the engine read what they ask for, while nobody waits for anything: who opens one then waits for its answers alone. */
export function loadAhead(client: Client): void {
  setTimeout(() => {
    requestIdleCallback(() => {
      const pages = [
        import('#renderer/features/run'),
        import('../features/run/results/results-view.tsx'),
        import('#renderer/features/costs'),
      ]
      // What cannot be loaded or answered is for the page that asks to say.
      Promise.all(pages)
        .then(() => askAhead(client))
        .catch(() => undefined)
    })
  }, afterMs)
}

/** One question after the other: what a person asks meanwhile waits for one of them at most. Nothing is kept here, as it may be old when it is looked at. */
async function askAhead(client: Client): Promise<void> {
  await client.costs.report({ groupBy: ['month'] })
  await client.costs.report({ groupBy: [...partDimensions] })
  const { items } = await client.runs.list({ status: ['finished', 'cancelled'] })
  const large = items.filter(({ counts }) => counts.total >= manyProbes).slice(0, mostRuns)
  for (const { id } of large) await client.outcomes.overview({ run: id })
}
