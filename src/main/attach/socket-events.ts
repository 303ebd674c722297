import type { RawData, WebSocket } from 'ws'

/** A socket of `ws` in the shape of the web's own, which is what the client library is typed for. */
export class SocketEvents extends EventTarget {
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    super()
    this.#socket = socket
    socket.on('message', (data: RawData) => this.dispatchEvent(new MessageEvent('message', { data: String(data) })))
    socket.once('close', () => this.dispatchEvent(new Event('close')))
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data !== 'string') throw new TypeError('only text crosses: the contract is JSON')
    this.#socket.send(data)
  }
}
