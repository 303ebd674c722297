import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

export type PortNews = { readonly kind: 'message'; readonly data: string } | { readonly kind: 'close' }

/** Main's end of a port whose other end lies in a page. It carries text; what comes before `start` waits. */
export class MessagePortMain extends EventEmitter implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'> {
  readonly #tellPage: (news: PortNews) => void
  readonly #queue: unknown[] = []
  #isStarted = false
  #isClosed = false

  constructor(tellPage: (news: PortNews) => void) {
    super()
    this.#tellPage = tellPage
  }

  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (typeof message !== 'string' || transfer.length > 0) throw new Error('electron double: a port carries text only')
    if (!this.#isClosed) this.#tellPage({ kind: 'message', data: message })
  }

  start(): void {
    this.#isStarted = true
    for (const data of this.#queue.splice(0)) this.#hear(data)
  }

  close(): void {
    if (this.#isClosed) return
    this.#tellPage({ kind: 'close' })
    this.closedByPage()
  }

  receive(data: unknown): void {
    if (this.#isStarted) this.#hear(data)
    else this.#queue.push(data)
  }

  closedByPage(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    queueMicrotask(() => this.emit('close'))
  }

  #hear(data: unknown): void {
    if (!this.#isClosed) this.emit('message', { data, ports: [] })
  }
}
