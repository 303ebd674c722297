import type { MessageEvent, MessagePortMain } from 'electron'
import type { Peer } from '#attach'

/** The largest message of a page, in characters: a batch file of 32 MB as JSON. */
const maxChars = 48 * 2 ** 20

/** A port as a peer. What the page sends waits in the port until somebody listens. What is not text, brings ports along or is too large is dropped. */
export function portPeer(port: MessagePortMain): Peer {
  return {
    send: async (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data, ports }: MessageEvent) => {
        for (const stray of ports) stray.close()
        if (typeof data === 'string' && data.length <= maxChars && ports.length === 0) listener(data)
      })
      port.start()
    },
    onClose: (listener) => void port.once('close', listener),
    close: () => port.close(),
  }
}
