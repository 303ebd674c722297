import type { RPCHandler } from '@orpc/server/websocket'
import type { Log } from '#engine/ports'
import { isRequest } from './is-request.ts'
import type { Peer } from './peer.ts'
import type { LocalCaller } from './serve-locally.ts'
import { StreamFlow } from './stream-flow.ts'

/** A page that is served. */
export interface ServedPeer {
  /** Resolves when nothing that the page asked is being done any more. */
  idle(): Promise<void>
}

/**
 * Lets a page call the procedures of an engine.
 * 1. The next state of a stream is not sent before the page has room for it and, where it says so, has taken the last: a page that does not read costs one state a stream.
 * 2. A page that is gone ends its calls and streams, and begins none.
 * 3. What is not a request is turned away before the library sees it, and written down once.
 */
export function servePeer(handler: RPCHandler<LocalCaller>, peer: Peer, context: LocalCaller, log: Log): ServedPeer {
  const flow = new StreamFlow()
  let isWarned = false
  let isGone = false
  const socket = new PeerSocket(peer, flow, () => isGone)
  const calls = new Set<Promise<void>>()
  peer.onClose(() => {
    isGone = true
    flow.end()
    handler.close(socket)
    // The library reads a message over several turns before it counts as a call: one that was being read is ended after it.
    setImmediate(() => handler.close(socket))
  })
  peer.onMessage((message) => {
    if (isGone || flow.hear(message)) return
    if (isRequest(message)) {
      const call = handler.message(socket, message, { context }).catch((error: unknown) => {
        log.debug({ area: 'attach', origin: context.origin, err: error }, 'a call broke off')
      })
      calls.add(call)
      void call.then(() => calls.delete(call))
      return
    }
    if (!isWarned) log.warn({ area: 'attach', origin: context.origin, chars: message.length }, 'what is not a request was turned away')
    isWarned = true
  })
  return {
    async idle() {
      await Promise.all(calls)
    },
  }
}

/** A peer in the shape of the web's socket, which is what the library is typed for. The library waits for what `send` answers before it asks a stream for more. */
class PeerSocket extends EventTarget {
  readonly #peer: Peer
  readonly #flow: StreamFlow
  readonly #isGone: () => boolean

  constructor(peer: Peer, flow: StreamFlow, isGone: () => boolean) {
    super()
    this.#peer = peer
    this.#flow = flow
    this.#isGone = isGone
  }

  async send(data: string | ArrayBufferLike | Blob | ArrayBufferView): Promise<void> {
    if (typeof data !== 'string') throw new TypeError('only text crosses: the contract is JSON')
    if (this.#isGone()) throw new Error('the page is gone')
    await Promise.all([this.#flow.taken(data), this.#peer.send(data)])
  }
}
