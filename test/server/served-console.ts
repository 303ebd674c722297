import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import { type AssayClient, type Peer, SocketEvents } from '#attach'
import { type LoopbackShell, openLoopbackShell } from '#server'
import { RecordingLog } from '../fakes/recording-log.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'
import { rawRequest } from './raw-request.ts'

export interface ServedConsole {
  readonly shell: LoopbackShell
  readonly log: RecordingLog
  readonly clock: VirtualClock
  readonly workspace: string
  /** As a browser has it after it was let in: `name=secret`. */
  readonly cookie: string
  /** As `console.json` has it. */
  readonly secret: string
}

/** The loopback shell over a page of two files, with a browser let in. Must be closed. */
export async function serveConsole(workspace: string, connect: (peer: Peer) => void = () => {}): Promise<ServedConsole> {
  const rendererFolder = path.join(workspace, 'renderer')
  mkdirSync(path.join(rendererFolder, 'assets'), { recursive: true })
  writeFileSync(path.join(rendererFolder, 'index.html'), '<script nonce="__CSP_NONCE__">page</script>')
  writeFileSync(path.join(rendererFolder, 'assets', 'page.js'), 'page()')
  writeFileSync(path.join(workspace, 'secret.txt'), 'not of the page')
  const log = new RecordingLog()
  const clock = new VirtualClock()
  const shell = await openLoopbackShell({ engine: { connect }, workspace, rendererFolder, port: 0, pid: process.pid, clock, log })
  const { secret } = JSON.parse(readFileSync(path.join(workspace, 'console.json'), 'utf8'))
  return { shell, log, clock, workspace, secret, cookie: await letIn(shell) }
}

/** What a browser keeps when it has opened a launch address. */
export async function letIn({ port, origin, launchAddress }: Pick<LoopbackShell, 'port' | 'origin' | 'launchAddress'>): Promise<string> {
  const entered = await rawRequest({
    port,
    path: launchAddress().slice(origin.length),
    headers: { host: `127.0.0.1:${port}`, 'sec-fetch-site': 'none' },
  })
  const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0]
  if (entered.status !== 303 || cookie === undefined) throw new Error(`a launch address was answered with ${entered.status}`)
  return cookie
}

export interface PageSocket {
  readonly socket: WebSocket
  readonly client: AssayClient
}

/** A page's socket, as a browser that was let in opens it. */
export async function openPage({ port, origin }: Pick<LoopbackShell, 'port' | 'origin'>, cookie: string): Promise<PageSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { origin, headers: { cookie } })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  return { socket, client: createORPCClient(new RPCLink({ websocket: new SocketEvents(socket) })) }
}
