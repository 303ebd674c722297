import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import type { DeskInput, DeskName, DeskOutput, FromImportThread } from './thread-messages.ts'

/** What one file may take of the machine: what needs more is no catalog. */
export const threadPolicy = { deadlineMs: 60_000, maxOldGenerationSizeMb: 1024 } as const

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * The import thread from the engine's side. Invariants:
 * 1. At most one lives at a time, from the first file on; one that died is forgotten with its previews, and the next file starts another.
 * 2. What takes longer than the deadline, or more memory than it may, is refused, and its thread ended.
 * 3. An idle thread does not keep the process alive.
 */
export class ImportThread {
  readonly #url: URL
  readonly #clock: Clock
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #lastId = 0

  constructor(url: URL, clock: Clock) {
    this.#url = url
    this.#clock = clock
  }

  async ask<Name extends DeskName>(name: Name, input: DeskInput<Name>): Promise<DeskOutput<Name>> {
    const worker = this.#started()
    this.#lastId += 1
    const id = this.#lastId
    const done = new AbortController()
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, input })
    })
    void this.#clock.sleep(threadPolicy.deadlineMs, done.signal).then(
      () => this.#end(worker, tooMuch('it takes too long to read')),
      () => undefined,
    )
    try {
      return (await answer) as DeskOutput<Name>
    } finally {
      done.abort()
    }
  }

  async stop(): Promise<void> {
    const worker = this.#worker
    if (worker === undefined) return
    const exited = once(worker, 'exit')
    this.#end(worker, new Error('the engine stops'))
    await exited
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(this.#url, { resourceLimits: { maxOldGenerationSizeMb: threadPolicy.maxOldGenerationSizeMb } })
    worker.unref()
    worker.on('message', (message: FromImportThread) => this.#settle(message))
    worker.on('error', (error) => this.#end(worker, isOutOfMemory(error) ? tooMuch('it takes too much memory to read') : error))
    worker.on('exit', () => this.#end(worker, new Error('the import thread has ended')))
    this.#worker = worker
    return worker
  }

  #settle(message: FromImportThread): void {
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.ok) waiting?.resolve(message.value)
    else waiting?.reject(message.failure === null ? new Error(message.message) : new AppError(message.failure))
  }

  #end(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const each of waiting) each.reject(error)
    void worker.terminate()
  }
}

function tooMuch(message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path: '', message }] })
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
