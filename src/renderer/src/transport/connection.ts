import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import type { Contract } from '#contract'
import { type OpenChannel, openPort, openSocket } from './channel.ts'
import { ReconnectingChannel, type Timer } from './reconnecting-channel.ts'

export type Client = ContractRouterClient<Contract>
export type Shell = 'desktop' | 'browser'

/** The page's way to its engine. Built once, by the composition root. */
export interface Connection {
  readonly shell: Shell
  readonly channel: ReconnectingChannel
  readonly client: Client
  readonly queries: QueryClient
  readonly api: ReturnType<typeof createApi>
}

export function createConnection(): Connection {
  const shell = 'assayShell' in window ? 'desktop' : 'browser'
  const channel = new ReconnectingChannel(pickChannel(shell), pageTimer)
  const client: Client = createORPCClient(new RPCLink({ websocket: channel }))
  const queries = new QueryClient({
    // The engine owns retries, and tells what has changed: nothing is asked again by chance.
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 5000 },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  // Streams end with their connection, and what changed meanwhile was not heard.
  let wasLost = false
  channel.subscribe(() => {
    if (channel.state.kind === 'lost') wasLost = true
    else if (wasLost) {
      wasLost = false
      void queries.invalidateQueries()
    }
  })
  return { shell, channel, client, queries, api: createApi(client) }
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
