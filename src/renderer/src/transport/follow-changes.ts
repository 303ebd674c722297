import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { ChangeCounts, ChangeTopic } from '#contract/changes'
import type { Api, Client } from './connection.ts'

/** What a page asks of each topic. Streams tell of themselves and are left alone. */
function keysOf(api: Api): Readonly<Record<ChangeTopic, readonly QueryKey[]>> {
  const asked = (area: { key(options: { type: 'query' | 'infinite' }): QueryKey }) => [
    area.key({ type: 'query' }),
    area.key({ type: 'infinite' }),
  ]
  // Which model the app asks depends on what can be asked.
  const infra = [api.settings.infra.key({ type: 'query' })]
  // What rules measure changes with every call.
  const rulesStand = [api.alerts.list.key({ type: 'query' })]
  return {
    runs: [
      ...asked(api.runs),
      ...asked(api.outcomes),
      ...asked(api.checks),
      ...asked(api.costs),
      ...asked(api.health),
      api.ledger.health.key({ type: 'query' }),
      ...rulesStand,
    ],
    catalog: [...asked(api.models), ...asked(api.providers), ...asked(api.prices), ...asked(api.keys), ...infra],
    pools: asked(api.pools),
    breakers: asked(api.breakers),
    settings: [...asked(api.settings), ...asked(api.preferences), ...asked(api.alerts), ...asked(api.retention)],
    keys: [...asked(api.keys), ...asked(api.providers), ...asked(api.models), ...infra],
    events: [...asked(api.events), ...asked(api.alerts)],
    audit: [...asked(api.audit), api.imports.history.key({ type: 'query' })],
  }
}

/** What was asked up to a watermark is the same whenever it is asked: its query says so. */
function mayChange({ meta }: { readonly meta: Record<string, unknown> | undefined }): boolean {
  return meta?.['isFixed'] !== true
}

/** Topics that were counted on since `before`. Without one, nothing is known to have changed. */
export function changedTopics(before: ChangeCounts | undefined, after: ChangeCounts): ChangeTopic[] {
  if (before === undefined) return []
  return (Object.keys(after.topics) as ChangeTopic[]).filter((topic) => after.topics[topic] !== before.topics[topic])
}

/** A run at full speed changes ten times a second; what it was asked is asked again no more often than this. */
const askAgainAfterMs = 1000

/**
 * Asks again for what has changed, until the signal; ends when the stream does.
 * 1. Changes that come while an answer is awaited, or soon after it was asked for, are gathered: no query is cut short by the next change, and none misses the last.
 */
export async function followChanges(client: Pick<Client, 'changes'>, api: Api, queries: QueryClient, signal: AbortSignal): Promise<void> {
  const keys = keysOf(api)
  const askers = new Map<ChangeTopic, () => void>()
  const askerOf = (topic: ChangeTopic) => {
    const asker =
      askers.get(topic) ??
      gathered(() => keys[topic].map((queryKey) => queries.invalidateQueries({ queryKey, predicate: mayChange })), signal)
    askers.set(topic, asker)
    return asker
  }
  let before: ChangeCounts | undefined
  for await (const counts of await client.changes.watch(undefined, { signal })) {
    for (const topic of changedTopics(before, counts)) askerOf(topic)()
    before = counts
  }
}

/** `ask`, at once when it was not asked for a while; otherwise once for all the times meanwhile. */
function gathered(ask: () => Promise<void>[], signal: AbortSignal): () => void {
  let isDue = false
  let isAsking = false
  const keepAsking = async () => {
    isAsking = true
    while (isDue && !signal.aborted) {
      isDue = false
      await Promise.all([...ask(), sleep(askAgainAfterMs, signal)])
    }
    isAsking = false
  }
  return () => {
    isDue = true
    if (!isAsking) void keepAsking()
  }
}

/** Resolves early when the signal comes. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
