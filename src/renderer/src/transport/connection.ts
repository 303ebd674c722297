import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient, type QueryKey } from '@tanstack/react-query'
import type { Contract } from '#contract'
import { acknowledging } from './acknowledging.ts'
import { type OpenChannel, openPort, openSocket } from './channel.ts'
import { followChanges } from './follow-changes.ts'
import { ReconnectingChannel, type Timer } from './reconnecting-channel.ts'

export type Client = ContractRouterClient<Contract>
export type Api = ReturnType<typeof createApi>
export type Shell = 'desktop' | 'browser'

/** The page's way to its engine. Built once, by the composition root. */
export interface Connection {
  readonly shell: Shell
  readonly channel: ReconnectingChannel
  readonly client: Client
  readonly queries: QueryClient
  readonly api: Api
}

export function createConnection(): Connection {
  const shell = 'assayShell' in window ? 'desktop' : 'browser'
  const channel = new ReconnectingChannel(acknowledging(pickChannel(shell)), pageTimer)
  const client: Client = createORPCClient(new RPCLink({ websocket: channel }))
  const queries = new QueryClient({
    // The engine owns retries, and tells what has changed: nothing is asked again by chance.
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: staleAfterMs },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  const api = createApi(client)
  keepCurrent(channel, client, api, queries)
  // Who looks at the page again does not wait for the next try.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') channel.retryNow()
  })
  return { shell, channel, client, queries, api }
}

/** While connected, what has changed is asked again; after a break, everything: what changed meanwhile was not heard. */
function keepCurrent(channel: ReconnectingChannel, client: Client, api: Api, queries: QueryClient): void {
  let following = new AbortController()
  let wasLost = false
  channel.subscribe(() => {
    following.abort()
    if (channel.state.kind === 'lost') wasLost = true
    if (channel.state.kind !== 'open') return
    following = new AbortController()
    // It fails when the connection is lost, and begins anew with the next.
    followChanges(client, api, queries, following.signal).catch(() => undefined)
    if (wasLost) void queries.invalidateQueries()
    wasLost = false
  })
}

/** An answer is good for a while: what changes is told. A stream that was left tells nothing more, so its last state is old at once, and whoever comes back opens it anew. */
export function staleAfterMs({ queryKey }: { readonly queryKey: QueryKey }): number {
  const [, options] = queryKey
  const isStream = typeof options === 'object' && options !== null && 'type' in options && options.type === 'live'
  return isStream ? 0 : 5000
}

function createApi(client: Client) {
  return createTanstackQueryUtils(client)
}

function pickChannel(shell: Shell): OpenChannel {
  return shell === 'desktop' ? openPort() : openSocket(`${location.origin.replace(/^http/, 'ws')}/rpc`)
}

const pageTimer: Timer = {
  nowMs: () => Date.now(),
  after: (delayMs, then) => {
    const handle = setTimeout(then, delayMs)
    return () => clearTimeout(handle)
  },
}
