import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { keepPinging, socketPeer } from '#attach'
import type { Clock, Log } from '#engine'
import type { WorkspaceEngine } from '#hosting'
import { Access } from './access.ts'
import { isAdmitted } from './admission.ts'
import { type AnswerParts, answer } from './answer.ts'
import { type ConsoleFile, removeConsoleFile, writeConsoleFile } from './console-file.ts'
import { ownAddress } from './own-address.ts'
import { serverPolicy } from './policy.ts'

export interface LoopbackShellOptions {
  readonly engine: Pick<WorkspaceEngine, 'connect'>
  readonly workspace: string
  /** The built page. */
  readonly rendererFolder: string
  /** 0: one that is free. */
  readonly port: number
  readonly pid: number
  readonly clock: Clock
  readonly log: Log
}

/** The console served to browsers of this machine. Must be closed. */
export interface LoopbackShell {
  readonly port: number
  /** Without a token: where the console is, for everybody to read. */
  readonly origin: string
  /** An address that opens the console once, and within two minutes. For a browser or a person alone: it is never written down. */
  launchAddress(): string
  /** How many pages are connected now. */
  pages(): number
  /** Lets nobody in any more; who is in stays. */
  withdraw(): void
  /** Ends every page and lets go of the port. */
  close(): Promise<void>
}

/**
 * Serves the console on 127.0.0.1. Invariants:
 * 1. Only what names this address as Host and Origin and carries the cookie is answered; the rest gets 403 and nothing else. No other origin is allowed anything.
 * 2. Headers, bodies, messages, connections and what waits for a slow page are bounded.
 * 3. A page that is gone, or no longer answers, ends its calls and streams.
 * 4. After `close` neither the port nor `console.json` is left.
 * Throws what `listen` throws, such as EADDRINUSE.
 */
export async function openLoopbackShell(options: LoopbackShellOptions): Promise<LoopbackShell> {
  const { engine, workspace, rendererFolder, pid, clock, log } = options
  const server = createServer({
    maxHeaderSize: serverPolicy.maxHeaderBytes,
    headersTimeout: serverPolicy.requestWithinMs,
    requestTimeout: serverPolicy.requestWithinMs,
    // A request without one is refused like any other that does not name us.
    requireHostHeader: false,
  })
  server.maxConnections = serverPolicy.maxConnections
  const port = await listen(server, options.port)
  const parts: AnswerParts = { own: ownAddress(port), access: new Access(clock), rendererFolder, workspace }
  const { own, access } = parts
  log.registerSecret(access.secret)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: serverPolicy.maxMessageBytes, perMessageDeflate: false })
  server.on('request', (request, response) => {
    answer(request, response, parts).catch((error: unknown) => {
      log.error({ area: 'server', err: error }, 'a request could not be answered')
      response.destroy()
    })
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head) => {
    stream.on('error', (error) => log.debug({ area: 'server', err: error }, 'a page was cut off'))
    if (!isAdmitted('socket', request, own, access)) return refuse(stream, '403 Forbidden')
    if (request.url !== '/rpc') return refuse(stream, '404 Not Found')
    if (sockets.clients.size >= serverPolicy.maxPages) return refuse(stream, '503 Service Unavailable')
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', (error) => log.warn({ area: 'server', err: error }, 'a page was ended'))
      engine.connect(socketPeer(socket, serverPolicy))
    })
  })
  const pinging = keepPinging(sockets.clients, serverPolicy)
  const announced: ConsoleFile = { pid, port, secret: access.secret }
  writeConsoleFile(workspace, announced)
  const withdraw = () => {
    removeConsoleFile(workspace, announced)
    if (server.listening) server.close()
  }
  return {
    port,
    origin: own.origin,
    launchAddress: () => `${own.origin}/?token=${access.newLaunchToken()}`,
    pages: () => sockets.clients.size,
    withdraw,
    async close() {
      const closed = server.listening ? once(server, 'close') : Promise.resolve()
      withdraw()
      pinging.stop()
      const ended = [...sockets.clients].map((socket) => once(socket, 'close'))
      for (const socket of sockets.clients) socketPeer(socket).close('engine_gone')
      await Promise.all(ended)
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
