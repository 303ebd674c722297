import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { ChangeCounts, ChangeTopic } from '#contract/changes'
import type { Api, Client } from './connection.ts'

/** What a page asks of each topic. Streams tell of themselves and are left alone. */
function keysOf(api: Api): Readonly<Record<ChangeTopic, readonly QueryKey[]>> {
  const asked = (area: { key(options: { type: 'query' | 'infinite' }): QueryKey }) => [
    area.key({ type: 'query' }),
    area.key({ type: 'infinite' }),
  ]
  return {
    runs: [...asked(api.runs), ...asked(api.costs), ...asked(api.health)],
    catalog: [...asked(api.models), ...asked(api.providers), ...asked(api.prices)],
    pools: asked(api.pools),
    breakers: asked(api.breakers),
    settings: asked(api.settings),
    keys: [...asked(api.providers), ...asked(api.models)],
    events: asked(api.events),
  }
}

/** Topics that were counted on since `before`. Without one, nothing is known to have changed. */
export function changedTopics(before: ChangeCounts | undefined, after: ChangeCounts): ChangeTopic[] {
  if (before === undefined) return []
  return (Object.keys(after.topics) as ChangeTopic[]).filter((topic) => after.topics[topic] !== before.topics[topic])
}

/**
 * Asks again for what has changed, until the signal; ends when the stream does.
 * 1. Changes that come while an answer is awaited are gathered: no query is cut short by the next change, and none misses the last.
 */
export async function followChanges(client: Pick<Client, 'changes'>, api: Api, queries: QueryClient, signal: AbortSignal): Promise<void> {
  const keys = keysOf(api)
  const due = new Set<ChangeTopic>()
  let isAsking = false
  let before: ChangeCounts | undefined
  const ask = async () => {
    if (isAsking) return
    isAsking = true
    while (due.size > 0 && !signal.aborted) {
      const topics = [...due]
      due.clear()
      await Promise.all(topics.flatMap((topic) => keys[topic]).map((queryKey) => queries.invalidateQueries({ queryKey })))
    }
    isAsking = false
  }
  for await (const counts of await client.changes.watch(undefined, { signal })) {
    for (const topic of changedTopics(before, counts)) due.add(topic)
    before = counts
    void ask()
  }
}
