import { skipToken, useQuery } from '@tanstack/react-query'
import type { Event, EventKind } from '#contract/events'
import { useApi } from '#renderer/transport'

/** Kinds of which some want a person. */
const kinds: EventKind[] = ['alert', 'budget', 'breaker', 'calendar', 'run']

/** What happened since the inbox was seen, as far as it wants a person: how many, in words for a badge; undefined: nothing. */
export function useUnread(): string | undefined {
  const api = useApi()
  const { data: preferences } = useQuery(api.preferences.get.queryOptions())
  const after = preferences?.lastSeenEventSeq
  const { data } = useQuery(api.events.watch.experimental_liveOptions({ input: after === undefined ? skipToken : { after, kinds } }))
  return data === undefined ? undefined : sayUnread(data.items, data.hasMore)
}

/** More than nine are many. `hasMore`: there are older ones that are not among these. */
export function sayUnread(events: readonly Pick<Event, 'kind' | 'data'>[], hasMore: boolean): string | undefined {
  const count = events.filter(wantsPerson).length
  if (count === 0) return undefined
  return count > 9 || hasMore ? '9+' : String(count)
}

/** An alert, a budget, a breaker that opened, a run that ended or waits, a price or an end that was announced; not what a person has done, nor what has mended itself. */
function wantsPerson({ kind, data }: Pick<Event, 'kind' | 'data'>): boolean {
  if (kind === 'breaker') return data['to'] === 'open'
  if (kind === 'run') return data['change'] === 'finished' || (data['change'] === 'paused' && data['reason'] !== 'person')
  return kind === 'alert' || kind === 'budget' || kind === 'calendar'
}
