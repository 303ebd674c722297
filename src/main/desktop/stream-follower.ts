import type { Clock, Log } from '#engine'

export interface StreamFollowerOptions<State> {
  /** Opens the stream at the engine that there is now; undefined: there is none. */
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<State>> | undefined
  readonly onState: (state: State) => void
  /** The stream has ended: nothing is known until it is open again. */
  readonly onLost?: () => void
  readonly clock: Clock
  readonly log: Log
}

/** A stream that ended is opened again after this long. */
export const reopenAfterMs = 500

/**
 * Follows a stream of the engine, wherever that is, for as long as the shell is open. Invariants:
 * 1. A stream that ends or breaks is opened anew, at the engine that there is then.
 * 2. After `stop` nothing is told any more, and no stream is left open.
 */
export class StreamFollower<State> {
  readonly #options: StreamFollowerOptions<State>
  readonly #stopping = new AbortController()
  /** Of the stream that is open: one whose connection has gone must not be told to end. */
  #listening: AbortController | undefined
  #following: Promise<void> = Promise.resolve()

  constructor(options: StreamFollowerOptions<State>) {
    this.#options = options
  }

  start(): void {
    this.#following = this.#follow()
  }

  /** To be called while the engine can still be told. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#listening?.abort()
    await this.#following
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await this.#listen()
      await this.#options.clock.sleep(reopenAfterMs, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    }
  }

  async #listen(): Promise<void> {
    const { open, onState, onLost, log } = this.#options
    const listening = new AbortController()
    const opening = open(listening.signal)
    if (opening === undefined) return
    this.#listening = listening
    try {
      for await (const state of await opening) {
        if (!listening.signal.aborted) onState(state)
      }
    } catch (error) {
      if (!listening.signal.aborted) log.debug({ area: 'desktop', step: 'follow', err: error }, 'the engine was lost from sight')
    } finally {
      this.#listening = undefined
      onLost?.()
    }
  }
}
