import { type RawData, WebSocket } from 'ws'
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

  /**
   * One that is closing still counts as open: the library says that a stream is given up without looking after what becomes of the saying,
   * and an end that is on its way would make that an error which nobody handles. What is asked of it is rejected when it has closed.
   */
  get readyState(): number {
    const { readyState } = this.#socket
    return readyState === WebSocket.CLOSING ? WebSocket.OPEN : readyState
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data !== 'string') throw new TypeError('only text crosses: the contract is JSON')
    this.#say(data)
  }

  /** One that is gone takes nothing. */
  #say(text: string): void {
    this.#socket.send(text, () => undefined)
  }
}
