import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import { StorageError } from './storage-error.ts'
import type { FromThread, Opened, Settled, ThreadData, ThreadError, ToThread, WriteRequest } from './thread-protocol.ts'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Starts a storage thread and waits until it has opened its database. Throws the failure it met. */
export async function startThread(url: URL, data: ThreadData): Promise<{ readonly worker: Worker; readonly opened: Opened | undefined }> {
  const worker = new Worker(url, { workerData: data })
  const [message] = (await once(worker, 'message')) as [FromThread]
  if (message.kind === 'opened') return { worker, opened: message.opened }
  await worker.terminate()
  if (message.kind === 'failed') throw toError(message.error)
  throw new Error(`a storage thread began with ${message.kind}`)
}

export function toError(error: ThreadError): Error {
  if (error.failure !== undefined) return new AppError(error.failure)
  if (error.sqlite !== undefined) return new StorageError(error.sqlite, error.message)
  return new Error(error.message)
}

/**
 * The writer thread from the engine's side. While a group is being committed, writes that arrive form the next one:
 * one group is in flight at a time, so durability costs a commit per group, not per write.
 */
export class WriterClient {
  readonly #worker: Worker
  #next: { request: WriteRequest; waiting: Waiting }[] = []
  #inFlight: Waiting[] | undefined
  #isScheduled = false

  constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'group') this.#settle(message.results)
    })
    worker.on('error', (error) => this.#fail(error))
  }

  get waiting(): number {
    return this.#next.length + (this.#inFlight?.length ?? 0)
  }

  write(request: WriteRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#next.push({ request, waiting: { resolve, reject } })
      this.#schedule()
    })
  }

  /** Everything written so far is answered, then the database is closed. */
  async close(): Promise<void> {
    while (this.waiting > 0) await this.write({ name: 'nothing', input: undefined })
    await closeThread(this.#worker)
  }

  #schedule(): void {
    if (this.#isScheduled || this.#inFlight !== undefined) return
    this.#isScheduled = true
    queueMicrotask(() => this.#send())
  }

  #send(): void {
    this.#isScheduled = false
    if (this.#inFlight !== undefined || this.#next.length === 0) return
    const group = this.#next
    this.#next = []
    this.#inFlight = group.map((write) => write.waiting)
    this.#worker.postMessage({ kind: 'group', writes: group.map((write) => write.request) } satisfies ToThread)
  }

  #settle(results: readonly Settled[]): void {
    const group = this.#inFlight ?? []
    this.#inFlight = undefined
    this.#send()
    for (const [index, waiting] of group.entries()) settle(waiting, results[index])
  }

  #fail(error: Error): void {
    for (const waiting of [...(this.#inFlight ?? []), ...this.#next.map((write) => write.waiting)]) waiting.reject(error)
    this.#inFlight = undefined
    this.#next = []
  }
}

/** A reader thread from the engine's side. */
export class ReaderClient {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (message: FromThread) => {
      if (message.kind !== 'read') return
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (waiting !== undefined) settle(waiting, message.result)
    })
    worker.on('error', (error) => {
      for (const waiting of this.#waiting.values()) waiting.reject(error)
      this.#waiting.clear()
    })
  }

  read(name: Extract<ToThread, { kind: 'read' }>['name'], input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1
      this.#waiting.set(this.#lastId, { resolve, reject })
      this.#worker.postMessage({ kind: 'read', id: this.#lastId, name, input } satisfies ToThread)
    })
  }

  close(): Promise<void> {
    return closeThread(this.#worker)
  }
}

function settle(waiting: Waiting, result: Settled | undefined): void {
  if (result === undefined) waiting.reject(new Error('a storage thread answered for fewer writes than it was given'))
  else if (result.ok) waiting.resolve(result.value)
  else waiting.reject(toError(result.error))
}

async function closeThread(worker: Worker): Promise<void> {
  const exited = once(worker, 'exit')
  worker.postMessage({ kind: 'close' } satisfies ToThread)
  await exited
}
