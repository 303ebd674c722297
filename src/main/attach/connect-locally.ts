import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '#contract'
import { type LocalSocketOptions, type NotReached, openLocalSocket } from './open-local-socket.ts'
import { SocketEvents } from './socket-events.ts'
import { attachPolicy } from './wire.ts'

export type AssayClient = ContractRouterClient<Contract>

export type LocalConnection =
  | {
      readonly kind: 'connected'
      readonly client: AssayClient
      readonly pid: number
      /** False once either side has begun to end it: what is asked then is rejected. */
      isOpen(): boolean
      /** Resolves when the connection has ended, whoever ended it. Calls under way have then been rejected. */
      readonly closed: Promise<void>
      close(): Promise<void>
    }
  | NotReached

export type ConnectLocallyOptions = LocalSocketOptions

/** Connects to the engine that holds the workspace, or says why not, in bounded time. */
export async function connectLocally(options: ConnectLocallyOptions): Promise<LocalConnection> {
  const opened = await openLocalSocket(options)
  if (opened.kind !== 'connected') return opened
  const { socket, pid } = opened
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return {
    kind: 'connected',
    client: createORPCClient(new RPCLink({ websocket: new SocketEvents(socket) })),
    pid,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    closed,
    async close() {
      socket.close(1000)
      const impatient = setTimeout(() => socket.terminate(), attachPolicy.goodbyeMs)
      await closed
      clearTimeout(impatient)
    },
  }
}
