import type { LocalServer } from '#attach'
import type { Router } from '#engine'
import type { HostEngineOptions } from './host-engine.ts'

const lookAgainAfterMs = 20

/** Where other commands are let into an engine, after a while: most commands are done before anybody else comes, and need not load a server. */
export class LateDoor {
  readonly #router: Router
  readonly #options: HostEngineOptions
  readonly #withdrawn = new AbortController()
  #opening: Promise<LocalServer | undefined> = Promise.resolve(undefined)

  constructor(router: Router, options: HostEngineOptions) {
    this.#router = router
    this.#options = options
  }

  /** Resolves when others are let in, where that is to be at once; else it is seen to later. */
  async open(): Promise<void> {
    this.#opening = this.#open()
    if (this.#options.letInAfterMs === 0) await this.#opening
  }

  /** Lets nobody in any more; who is in stays. */
  withdraw(): void {
    this.#withdrawn.abort()
    void this.#opening.then((server) => server?.withdraw())
  }

  /** Ends every connection, when its command has gone or after `patienceMs`. */
  async close(patienceMs: number): Promise<void> {
    this.withdraw()
    const server = await this.#opening
    if (server === undefined) return
    const { clock } = this.#options
    const endMs = clock.monotonicMs() + patienceMs
    while (server.clients() > 0 && clock.monotonicMs() < endMs) await clock.sleep(lookAgainAfterMs)
    await server.close()
  }

  async #open(): Promise<LocalServer | undefined> {
    const { workspace, files, clock, log, pid, letInAfterMs } = this.#options
    try {
      if (letInAfterMs > 0) await clock.sleep(letInAfterMs, this.#withdrawn.signal)
      const [{ serveLocally }, { RPCHandler }] = await Promise.all([import('#attach'), import('@orpc/server/websocket')])
      if (this.#withdrawn.signal.aborted) return undefined
      return await serveLocally({ handler: new RPCHandler(this.#router), workspace, version: files.version, pid, log })
    } catch (error) {
      if (!this.#withdrawn.signal.aborted) log.warn({ area: 'attach', err: error }, 'other commands cannot act in this engine')
      return undefined
    }
  }
}
