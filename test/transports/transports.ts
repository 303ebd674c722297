import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { AnyRouter } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/websocket'
import { type AssayClient, connectLocally, serveLocally } from '#attach'
import type { Caller } from '#engine'
import { RecordingLog } from '../fakes/recording-log.ts'
import { InProcessLink } from './in-process-link.ts'

export const caller: Caller = { user: 'ada', origin: 'test' }

/** A client on one end of a transport, and a router on the other. */
export interface Connection {
  readonly client: AssayClient
  /** The client goes away without a word; its end of the transport is gone. In process there is no such end: absent. */
  readonly vanish?: () => void
  close(): Promise<void>
}

/** How the contract travels: in process with a JSON round trip, over the port a window is given, over the socket of another process. */
export const transports: readonly { readonly name: string; readonly connect: (router: AnyRouter) => Promise<Connection> }[] = [
  {
    name: 'in process',
    connect: async (router) => ({ client: createORPCClient(new InProcessLink(router, caller)), close: async () => {} }),
  },
  { name: 'over a message port', connect: overPort },
  { name: 'over a WebSocket', connect: overSocket },
]

async function overPort(router: AnyRouter): Promise<Connection> {
  const { port1: page, port2: main } = new MessageChannel()
  new PortHandler<Caller>(router).upgrade(asMainPort(main), { context: caller })
  page.start()
  const gone = new Promise((resolve) => main.once('close', resolve))
  const end = () => page.close()
  return {
    client: createORPCClient(new PortLink({ port: asMainPort(page) })),
    vanish: end,
    async close() {
      end()
      await gone
    },
  }
}

/** A port of Node in the shape of Electron's in main: what arrives is an event with `data`. */
function asMainPort(port: MessagePort) {
  return {
    on(event: string, listener: (event?: { data: unknown }) => void) {
      port.on(event, (data: unknown) => listener({ data }))
    },
    postMessage: (data: unknown) => port.postMessage(data),
  }
}

async function overSocket(router: AnyRouter): Promise<Connection> {
  const workspace = mkdtempSync(path.join(tmpdir(), 'assay-transport-'))
  const version = '1.0.0'
  const server = await serveLocally({ handler: new SocketHandler(router), workspace, version, pid: process.pid, log: new RecordingLog() })
  const connection = await connectLocally({ workspace, version, user: caller.user })
  if (connection.kind !== 'connected') throw new Error(`the socket is ${connection.kind}`)
  return {
    client: connection.client,
    vanish: () => void connection.close(),
    async close() {
      await connection.close()
      await server.close()
      rmSync(workspace, { recursive: true })
    },
  }
}
