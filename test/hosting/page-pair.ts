import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { AssayClient, Peer, PeerEnd } from '#attach'
import { ackFor, saysAcks } from '#contract/acks'

export interface PagePair {
  /** What a shell joins to the engine. */
  readonly peer: Peer
  /** What the page does with it. */
  readonly client: AssayClient
  /** Why the shell's side ended it; undefined: it has not. */
  ended(): PeerEnd | undefined
  readonly closed: Promise<void>
}

/** A page and its connection in one process: a message is heard in a later turn, never at once. */
export function pagePair(): PagePair {
  const toPeer: ((message: string) => void)[] = []
  const toPage: ((event: { data: unknown }) => void)[] = []
  const closeListeners: (() => void)[] = []
  let ended: PeerEnd | undefined
  const gone = Promise.withResolvers<void>()
  const say = (message: string) => void setImmediate(() => toPeer.forEach((listener) => void listener(message)))
  say(saysAcks)
  const port = {
    on(event: string, listener: (event: { data: unknown }) => void) {
      if (event === 'message') toPage.push(listener)
      else closeListeners.push(() => listener({ data: undefined }))
    },
    postMessage: (data: unknown) => {
      if (ended !== undefined) throw new Error('the page is closed')
      say(String(data))
    },
  }
  return {
    client: createORPCClient(new RPCLink({ port: port as never })),
    ended: () => ended,
    closed: gone.promise,
    peer: {
      async send(message) {
        await new Promise((resolve) => setImmediate(resolve))
        for (const listener of toPage) listener({ data: message })
        const ack = ackFor(message)
        if (ack !== undefined) say(ack)
      },
      onMessage: (listener) => void toPeer.push(listener),
      onClose: (listener) => void closeListeners.push(listener),
      close(reason) {
        if (ended !== undefined) return
        ended = reason
        for (const listener of closeListeners) listener()
        gone.resolve()
      },
    },
  }
}
