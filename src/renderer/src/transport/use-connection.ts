import { createContext, use, useSyncExternalStore } from 'react'
import type { Connection } from './connection.ts'
import type { ConnectionState } from './reconnecting-channel.ts'

export const ConnectionContext = createContext<Connection | undefined>(undefined)

export function useConnection(): Connection {
  const connection = use(ConnectionContext)
  if (connection === undefined) throw new Error('there is no connection around this component')
  return connection
}

/** Query and mutation options of every procedure: `useQuery(useApi().runs.list.queryOptions({ input: {} }))`. */
export function useApi(): Connection['api'] {
  return useConnection().api
}

export function useConnectionState(): ConnectionState {
  const { channel } = useConnection()
  return useSyncExternalStore(channel.subscribe, () => channel.state)
}
