import { type RawData, WebSocket } from 'ws'
import type { PingPolicy } from './keep-pinging.ts'
import type { Peer, PeerEnd } from './peer.ts'
import { attachPolicy } from './wire.ts'

/** How a page learns over a socket why it was ended: 1001 "going away", 1013 "try again later". */
const closeCodes: Readonly<Record<PeerEnd, number>> = { engine_gone: 1001, no_engine: 1013 }

/** A socket of `ws` as a peer. There is room for the next message when the system has taken the last one; one for whom too much waits is ended. */
export function socketPeer(socket: WebSocket, { maxBufferedBytes }: Pick<PingPolicy, 'maxBufferedBytes'> = attachPolicy): Peer {
  return {
    send: (message) =>
      new Promise((resolve) => {
        socket.send(message, () => resolve())
        if (socket.bufferedAmount > maxBufferedBytes) socket.terminate()
      }),
    onMessage: (listener) =>
      void socket.on('message', (data: RawData, isBinary: boolean) => {
        if (!isBinary) listener(String(data))
      }),
    onClose: (listener) => void socket.once('close', () => listener()),
    close(reason) {
      if (socket.readyState === WebSocket.CLOSED) return
      socket.close(closeCodes[reason])
      const impatient = setTimeout(() => socket.terminate(), attachPolicy.goodbyeMs)
      socket.once('close', () => clearTimeout(impatient))
    },
  }
}
