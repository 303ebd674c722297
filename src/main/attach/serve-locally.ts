import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RPCHandler } from '@orpc/server/websocket'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Log } from '#engine/ports'
import { type EngineFile, readEngineFile, removeEngineFile, writeEngineFile } from './engine-file.ts'
import { keepPinging } from './keep-pinging.ts'
import { createLocalAddress, removeLeftBehind } from './local-address.ts'
import { type ServedPeer, servePeer } from './serve-peer.ts'
import { socketPeer } from './socket-peer.ts'
import { attachPolicy, originHeader, staysHeader, userHeader } from './wire.ts'

/** Who a call comes from. `origin` says through which door. */
export interface LocalCaller {
  readonly user: string
  readonly origin: string
}

export interface ServeLocallyOptions {
  /** Of the engine's router: `new RPCHandler(engine.router)`. */
  readonly handler: RPCHandler<LocalCaller>
  readonly workspace: string
  readonly version: string
  readonly pid: number
  readonly log: Log
}

export interface LocalServer {
  /** How many commands are connected now: clients that leave when they have their answer. */
  clients(): number
  /** Takes the announcement back and lets nobody in any more; who is in stays. */
  withdraw(): void
  /** Ends every connection, lets what was asked over it come to its end and clears the socket away. */
  close(): Promise<void>
}

/**
 * Lets other processes of this account act in this engine, which holds the workspace's lock: whoever announced one before is gone.
 * 1. Only a client with the token of `engine.json` (0600) is let in; the socket lies in a folder of its own (0700).
 * 2. A client that stops answering or reading is ended, and its calls and streams with it.
 * 3. After `close` neither the socket nor `engine.json` is left, nor when the process exits without it.
 */
export async function serveLocally(options: ServeLocallyOptions): Promise<LocalServer> {
  const { handler, workspace, version, pid, log } = options
  const address = createLocalAddress()
  const announced: EngineFile = { pid, socket: address.path, version, token: randomBytes(32).toString('base64url') }
  const server = createServer((_request, response) => void response.writeHead(426).end())
  const sockets = new WebSocketServer({ noServer: true, maxPayload: attachPolicy.maxMessageBytes })
  const served = new WeakMap<WebSocket, ServedPeer>()
  let staying = 0
  let isWithdrawn = false
  server.on('upgrade', (request, stream: Duplex, head) => {
    // It had connected before and asks only now: nobody would end it.
    if (isWithdrawn) return void stream.destroy()
    if (!hasToken(request, announced.token)) return void stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', (error) => log.warn({ area: 'attach', err: error }, 'a local client was ended'))
      if (request.headers[staysHeader] !== undefined) {
        staying += 1
        socket.once('close', () => (staying -= 1))
      }
      served.set(
        socket,
        servePeer(handler, socketPeer(socket), { user: said(request, userHeader), origin: said(request, originHeader) }, log),
      )
    })
  })
  server.listen(address.path)
  try {
    await once(server, 'listening')
    const leftBehind = readEngineFile(workspace)
    if (leftBehind !== undefined) removeLeftBehind(leftBehind.socket)
    writeEngineFile(workspace, announced)
  } catch (error) {
    server.close()
    address.remove()
    throw error
  }
  const pinging = keepPinging(sockets.clients, attachPolicy)
  const clearAway = () => {
    removeEngineFile(workspace, announced)
    address.remove()
  }
  process.once('exit', clearAway)
  const withdraw = () => {
    isWithdrawn = true
    removeEngineFile(workspace, announced)
    if (server.listening) server.close()
  }
  return {
    clients: () => sockets.clients.size - staying,
    withdraw,
    async close() {
      withdraw()
      pinging.stop()
      const ended = [...sockets.clients].map(async (socket) => {
        // Not `once`: a client that sends nonsense now is ended with an error, which is written down and keeps nobody from closing the rest.
        await new Promise<void>((resolve) => socket.once('close', () => resolve()))
        await served.get(socket)?.idle()
      })
      for (const socket of sockets.clients) socket.close(1001)
      const impatient = setTimeout(() => sockets.clients.forEach((socket) => void socket.terminate()), attachPolicy.goodbyeMs)
      await Promise.all(ended)
      clearTimeout(impatient)
      server.closeAllConnections()
      process.removeListener('exit', clearAway)
      clearAway()
    },
  }
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The client is of this account and holds the token, so it is believed. */
function said(request: IncomingMessage, name: string): string {
  const header = request.headers[name]
  return typeof header === 'string' && header !== '' ? decodeURIComponent(header).slice(0, 200) : 'unknown'
}
