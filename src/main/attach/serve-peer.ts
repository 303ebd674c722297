import type { RPCHandler } from '@orpc/server/websocket'
import type { Log } from '#engine/ports'
import { isRequest } from './is-request.ts'
import type { Peer } from './peer.ts'
import type { LocalCaller } from './serve-locally.ts'

/**
 * Lets a page call the procedures of an engine.
 * 1. The next state of a stream is not sent before the page has room for it, so that a page that does not read costs one state a stream.
 * 2. A page that is gone ends its calls and streams.
 * 3. What is not a request is turned away before the library sees it, and written down once.
 */
export function servePeer(handler: RPCHandler<LocalCaller>, peer: Peer, context: LocalCaller, log: Log): void {
  const socket = new PeerSocket(peer)
  let isWarned = false
  peer.onClose(() => handler.close(socket))
  peer.onMessage((message) => {
    if (isRequest(message)) {
      handler.message(socket, message, { context }).catch((error: unknown) => {
        log.debug({ area: 'attach', origin: context.origin, err: error }, 'a call broke off')
      })
      return
    }
    if (!isWarned) log.warn({ area: 'attach', origin: context.origin, chars: message.length }, 'what is not a request was turned away')
    isWarned = true
  })
}

/** A peer in the shape of the web's socket, which is what the library is typed for. It waits for what `send` answers. */
class PeerSocket extends EventTarget {
  readonly #peer: Peer

  constructor(peer: Peer) {
    super()
    this.#peer = peer
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): Promise<void> {
    if (typeof data !== 'string') throw new TypeError('only text crosses: the contract is JSON')
    return this.#peer.send(data)
  }
}
