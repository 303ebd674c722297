import type { RawData } from 'ws'
import { type LocalSocketOptions, openLocalSocket } from './open-local-socket.ts'
import type { Peer } from './peer.ts'

/** What may wait in this process for a page that does not read, in characters; above it the holder is not read either. */
const maxWaiting = 2 ** 20

/**
 * Joins a page to the engine of another process: what either says is handed to the other unchanged.
 * When one of them goes, so does the other; a page that cannot be joined is told so.
 */
export function relayPeer(peer: Peer, options: LocalSocketOptions): void {
  const early: string[] = []
  let toHolder = (message: string): void => void early.push(message)
  const gone = new AbortController()
  peer.onMessage((message) => toHolder(message))
  peer.onClose(() => gone.abort())
  void openLocalSocket({ ...options, signal: gone.signal }).then((opened) => {
    if (opened.kind !== 'connected') return gone.signal.aborted ? undefined : peer.close('no_engine')
    const { socket } = opened
    socket.once('close', () => peer.close('engine_gone'))
    if (gone.signal.aborted) return socket.terminate()
    gone.signal.addEventListener('abort', () => socket.terminate(), { once: true })
    let waiting = 0
    socket.on('message', (data: RawData) => {
      const text = String(data)
      waiting += text.length
      if (waiting > maxWaiting) socket.pause()
      void peer.send(text).then(() => {
        waiting -= text.length
        if (waiting <= maxWaiting) socket.resume()
      })
    })
    toHolder = (message) => socket.send(message, () => undefined)
    for (const message of early.splice(0)) toHolder(message)
  })
}
