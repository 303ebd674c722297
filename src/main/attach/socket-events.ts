import type { RawData, WebSocket } from 'ws'
import { ackFor, saysAcks } from '#contract/acks'

/** An open socket of `ws` in the shape of the web's own, which is what the client library is typed for. It says which states of streams it has taken. */
export class SocketEvents extends EventTarget {
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    super()
    this.#socket = socket
    this.#say(saysAcks)
    socket.on('message', (data: RawData) => {
      const text = String(data)
      this.dispatchEvent(new MessageEvent('message', { data: text }))
      const ack = ackFor(text)
      if (ack !== undefined) this.#say(ack)
    })
    socket.once('close', () => this.dispatchEvent(new Event('close')))
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data !== 'string') throw new TypeError('only text crosses: the contract is JSON')
    this.#socket.send(data)
  }

  /** One that is gone takes nothing. */
  #say(text: string): void {
    this.#socket.send(text, () => undefined)
  }
}
