import type { Channel, OpenChannel } from './channel.ts'

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly sinceMs: number; readonly isRefused: boolean }

/** Time, as the page has it; tests bring their own. */
export interface Timer {
  nowMs(): number
  after(delayMs: number, then: () => void): () => void
}

const firstDelayMs = 200
const maxDelayMs = 5000

/**
 * A socket to oRPC's link that comes back by itself.
 * 1. A channel that closes is opened again after 0.2 s, twice as long each time it fails, at most 5 s; `retryNow` does not wait.
 * 2. What is asked while it is closed fails at once; nothing is sent twice. Whoever asked decides anew when it is open again.
 * 3. `state` is the same object until it changes; listeners hear each change once.
 */
export class ReconnectingChannel extends EventTarget {
  readonly #open: OpenChannel
  readonly #timer: Timer
  readonly #listeners = new Set<() => void>()
  #state: ConnectionState = { kind: 'connecting' }
  #channel: Channel | undefined
  #failures = 0
  #cancelRetry: (() => void) | undefined
  #isStopped = false

  constructor(open: OpenChannel, timer: Timer) {
    super()
    this.#open = open
    this.#timer = timer
    this.#connect()
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** As a WebSocket has it: 0 connecting, 1 open, 3 closed. */
  get readyState(): 0 | 1 | 3 {
    if (this.#state.kind === 'open') return 1
    return this.#state.kind === 'connecting' ? 0 : 3
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  send(text: string | ArrayBufferLike | ArrayBufferView | Blob): void {
    if (typeof text !== 'string') throw new TypeError('only text crosses')
    this.#channel?.send(text)
  }

  readonly retryNow = (): void => {
    if (this.#cancelRetry === undefined) return
    this.#cancelRetry()
    this.#connect()
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelRetry?.()
    this.#channel?.close()
  }

  #connect(): void {
    this.#cancelRetry = undefined
    let isOver = false
    const channel = this.#open({
      onOpen: () => {
        if (isOver) return
        this.#failures = 0
        this.#become({ kind: 'open' })
        this.dispatchEvent(new Event('open'))
      },
      onText: (data) => {
        if (!isOver) this.dispatchEvent(new MessageEvent('message', { data }))
      },
      onClose: (isRefused) => {
        if (isOver) return
        isOver = true
        this.#lose(isRefused)
      },
    })
    this.#channel = channel
  }

  #lose(isRefused: boolean): void {
    this.#channel = undefined
    const sinceMs = this.#state.kind === 'lost' ? this.#state.sinceMs : this.#timer.nowMs()
    if (this.#state.kind !== 'lost' || this.#state.isRefused !== isRefused) this.#become({ kind: 'lost', sinceMs, isRefused })
    this.dispatchEvent(new Event('close'))
    if (this.#isStopped) return
    const delayMs = Math.min(maxDelayMs, firstDelayMs * 2 ** this.#failures)
    this.#failures += 1
    this.#cancelRetry = this.#timer.after(delayMs, () => this.#connect())
  }

  #become(state: ConnectionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
