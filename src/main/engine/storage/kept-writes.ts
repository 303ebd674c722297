import type { Clock } from '#engine/ports'
import { StorageError } from './storage-error.ts'
import type { WriteRequest } from './thread-protocol.ts'

interface Kept {
  readonly request: WriteRequest
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export interface KeptWritesPorts {
  readonly write: (request: WriteRequest) => Promise<unknown>
  readonly clock: Clock
  /** `isFailing` has changed. */
  readonly onChange: () => void
}

const repeatEveryMs = 1000

/** Asks whether the database takes something of some size again, before anything new is begun. */
const askForRoom: WriteRequest = { name: 'askForRoom', input: undefined }

/**
 * What a failed commit left in memory. Invariants:
 * 1. All of it is repeated every second, oldest first, until it stands: nothing is lost.
 * 2. What stood, or was refused for its own sake, is not repeated: nothing is done twice.
 * 3. From the first failure on `isFailing` is true, until a repetition left nothing behind.
 */
export class KeptWrites {
  readonly #ports: KeptWritesPorts
  readonly #stop = new AbortController()
  #queue: Kept[] = []
  #cause: StorageError | undefined
  #failures = 0
  #repeating: Promise<void> | undefined

  constructor(ports: KeptWritesPorts) {
    this.#ports = ports
  }

  get isFailing(): boolean {
    return this.#cause !== undefined
  }

  /** Why the last write failed; undefined while writes stand. */
  get cause(): StorageError | undefined {
    return this.#cause
  }

  get length(): number {
    return this.#queue.length
  }

  /** Bytes of what is kept, as JSON: about what the disk must take. */
  get bytes(): number {
    return this.#queue.reduce((sum, { request }) => sum + Buffer.byteLength(JSON.stringify(request.input)), 0)
  }

  /** A write failed: from now on the database is asked every second whether it takes writes again. */
  notice(cause: StorageError): void {
    const isNews = !this.isFailing
    this.#failures += 1
    this.#cause = cause
    if (isNews) this.#ports.onChange()
    this.#repeating ??= this.#repeat()
  }

  /** Resolves when it stands. Rejects when it is refused for its own sake, or when the engine stops first. */
  keep(request: WriteRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#stop.signal.aborted) reject(this.#cause)
      else this.#queue.push({ request, resolve, reject })
    })
  }

  /** Nothing will ever stand again: whoever waits is told why. */
  giveUp(cause: Error): void {
    this.#stop.abort()
    for (const kept of this.#queue.splice(0)) kept.reject(cause)
  }

  /** One last try for what is kept; then whoever waits is told that it does not stand. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#repeating
    for (const kept of this.#queue.splice(0)) kept.reject(this.#cause)
  }

  async #repeat(): Promise<void> {
    while (this.isFailing) {
      await this.#ports.clock.sleep(repeatEveryMs, this.#stop.signal).catch(() => undefined)
      await this.#tryAll()
      if (this.#stop.signal.aborted) break
    }
    this.#repeating = undefined
  }

  async #tryAll(): Promise<void> {
    const failuresBefore = this.#failures
    const tried = [...this.#queue]
    const results = await Promise.allSettled([...tried.map((kept) => kept.request), askForRoom].map(this.#ports.write))
    const left = tried.filter((kept, index) => !isSettled(kept, results[index]))
    this.#queue.splice(0, tried.length, ...left)
    if (this.#queue.length > 0 || this.#failures > failuresBefore) return
    this.#cause = undefined
    this.#ports.onChange()
  }
}

/** Tells whoever waits, unless the disk refused again. */
function isSettled(kept: Kept, result: PromiseSettledResult<unknown> | undefined): boolean {
  if (result?.status === 'fulfilled') kept.resolve(result.value)
  else if (result !== undefined && !(result.reason instanceof StorageError)) kept.reject(result.reason)
  else return false
  return true
}
