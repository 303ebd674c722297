import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { type EngineFile, readEngineFile } from './engine-file.ts'
import { attachPolicy, originHeader, staysHeader, userHeader } from './wire.ts'

export interface LocalSocketOptions {
  readonly workspace: string
  readonly version: string
  readonly user: string
  /** By which door that user acts. Default `cli`. */
  readonly origin?: string
  /** Default 3,000 milliseconds. */
  readonly answerWithinMs?: number
  /** It is a shell's, which looks for the engine again when this one ends. */
  readonly stays?: boolean
  /** Nobody waits for it any more. */
  readonly signal?: AbortSignal
}

/**
 * What became of an attempt to reach the engine that holds a workspace.
 * `absent`: nobody has announced one, or the one that did is gone; `not_answering`: it lives and is silent; `refused`: it is of another version, or turned us away.
 */
export type NotReached =
  | { readonly kind: 'absent' }
  | { readonly kind: 'not_answering'; readonly pid: number }
  | { readonly kind: 'refused'; readonly pid: number; readonly version: string }

/** An open socket, which ends by itself when the holder falls silent. */
export type LocalSocket = { readonly kind: 'connected'; readonly socket: WebSocket; readonly pid: number } | NotReached

/** Opens a socket to the engine that holds the workspace, or says why not, in bounded time. */
export async function openLocalSocket(options: LocalSocketOptions): Promise<LocalSocket> {
  const announced = readEngineFile(options.workspace)
  if (announced === undefined || !isAlive(announced.pid)) return { kind: 'absent' }
  const { pid, version } = announced
  if (version !== options.version) return { kind: 'refused', pid, version }
  const socket = openSocket(announced, options)
  const giveUp = () => socket.terminate()
  options.signal?.addEventListener('abort', giveUp)
  const opening = await outcomeOf(socket)
  options.signal?.removeEventListener('abort', giveUp)
  if (opening === 'absent') return { kind: 'absent' }
  if (opening === 'not_answering') return { kind: 'not_answering', pid }
  if (opening === 'refused') return { kind: 'refused', pid, version }
  endWhenSilent(socket)
  return { kind: 'connected', socket, pid }
}

function openSocket(
  announced: EngineFile,
  { user, origin = 'cli', stays = false, answerWithinMs = attachPolicy.answerWithinMs }: LocalSocketOptions,
): WebSocket {
  return new WebSocket('ws://assay.local/', {
    createConnection: () => connect({ path: announced.socket, timeout: answerWithinMs }),
    headers: {
      authorization: `Bearer ${announced.token}`,
      [userHeader]: encodeURIComponent(user),
      [originHeader]: encodeURIComponent(origin),
      ...(stays ? { [staysHeader]: '1' } : {}),
    },
    handshakeTimeout: answerWithinMs,
    maxPayload: attachPolicy.maxMessageBytes,
  })
}

function outcomeOf(socket: WebSocket): Promise<'open' | 'absent' | 'not_answering' | 'refused'> {
  return new Promise((resolve) => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', () => {
      resolve('refused')
      socket.terminate()
    })
    socket.on('error', (error) => {
      const code = 'code' in error ? error.code : undefined
      resolve(code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'absent' : 'not_answering')
    })
  })
}

/** A holder that is suspended later answers nothing and closes nothing: its missing pings tell. */
function endWhenSilent(socket: WebSocket): void {
  const rearm = () => setTimeout(() => socket.terminate(), attachPolicy.silentAfterMs).unref()
  let timer = rearm()
  socket.on('ping', () => {
    clearTimeout(timer)
    timer = rearm()
  })
  socket.once('close', () => clearTimeout(timer))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
