import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import { StorageError } from './storage-error.ts'
import type { FromThread, Opened, Settled, ThreadData, ThreadError, ToThread, WriteRequest } from './thread-protocol.ts'

/** Who hears what a writer is told. `written`: of each write that stands, before whoever asked for it; `refused`: of each write the database would not take, or took only at the cost of the reserve. `rollupFailed`: sums over calls could not be written, and will be tried again. `lost`: no write will ever stand again, by this engine; said once. */
export interface WriterListener {
  written(request: WriteRequest): void
  refused(cause: StorageError): void
  rollupFailed(message: string): void
  lost(cause: Error): void
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Writes that are committed together, and who waits for each. */
interface Group {
  readonly writes: readonly WriteRequest[]
  readonly waiting: readonly Waiting[]
}

/** A thread lives on short-lived messages: Node's own 16 MiB nursery, three times over, would only make the process larger. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 }

/** Begins a storage thread; it loads while its starter goes on. */
export function startThread(url: URL, data: ThreadData): Worker {
  return new Worker(url, { workerData: data, resourceLimits })
}

/** Waits until a thread has opened its database. Throws the failure it met; the thread is gone then. */
export async function opened(worker: Worker): Promise<Opened | undefined> {
  const [message] = (await once(worker, 'message')) as [FromThread]
  if (message.kind === 'opened') return message.opened
  await worker.terminate()
  if (message.kind === 'failed') throw toError(message.error)
  throw new Error(`a storage thread began with ${message.kind}`)
}

export function tellToOpen(worker: Worker): void {
  worker.postMessage({ kind: 'open' } satisfies ToThread)
}

function toError(error: ThreadError): Error {
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
  readonly #listener: WriterListener
  #next: WriteRequest[] = []
  #nextWaiting: Waiting[] = []
  #inFlight: Group | undefined
  #isScheduled = false
  #isClosing = false
  #isLost = false
  #death: Error | undefined

  constructor(worker: Worker, listener: WriterListener) {
    this.#worker = worker
    this.#listener = listener
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'group') this.#settle(message)
      else if (message.kind === 'rollup-failed') listener.rollupFailed(message.message)
    })
    worker.on('error', (error) => this.#die(new Error('the writer thread has failed', { cause: error })))
    worker.on('exit', () => this.#die(new Error('the writer thread has ended')))
  }

  write(request: WriteRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) return reject(this.#death)
      this.#next.push(request)
      this.#nextWaiting.push({ resolve, reject })
      if (this.#isScheduled || this.#inFlight !== undefined) return
      this.#isScheduled = true
      queueMicrotask(() => this.#send())
    })
  }

  /** Everything written so far is answered, be it that the disk refuses it, then the database is closed. */
  async close(): Promise<void> {
    while (this.#next.length > 0 || this.#inFlight !== undefined)
      await this.write({ name: 'nothing', input: undefined }).catch(() => undefined)
    this.#isClosing = true
    await closeThread(this.#worker)
  }

  #send(): void {
    this.#isScheduled = false
    if (this.#inFlight !== undefined || this.#next.length === 0) return
    const writes = this.#next
    this.#inFlight = { writes, waiting: this.#nextWaiting }
    this.#next = []
    this.#nextWaiting = []
    this.#worker.postMessage({ kind: 'group', writes } satisfies ToThread)
  }

  #settle({ results, gaveUpReserve }: Extract<FromThread, { kind: 'group' }>): void {
    const group = this.#inFlight
    this.#inFlight = undefined
    if (gaveUpReserve) this.#listener.refused(new StorageError('SQLITE_FULL', 'the disk is full: the reserve was given up'))
    this.#send()
    for (const [index, request] of (group?.writes ?? []).entries()) {
      const result = results[index]
      if (result?.ok === true) this.#listener.written(request)
      const error = settle(group?.waiting[index], result)
      if (error instanceof StorageError) this.#listener.refused(error)
      else if (isSuperseded(error)) this.#lose(error)
    }
  }

  #lose(cause: Error): void {
    if (this.#isLost || this.#isClosing) return
    this.#isLost = true
    this.#listener.lost(cause)
  }

  #die(error: Error): void {
    this.#death ??= error
    this.#lose(error)
    const waiting = [...(this.#inFlight?.waiting ?? []), ...this.#nextWaiting]
    this.#inFlight = undefined
    this.#next = []
    this.#nextWaiting = []
    for (const each of waiting) each.reject(error)
  }
}

function isSuperseded(error: Error | undefined): error is AppError {
  return error instanceof AppError && error.failure.code === 'WORKSPACE_LOCKED'
}

/** A reader thread from the engine's side. */
export class ReaderClient {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #death: unknown

  constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (message: FromThread) => {
      if (message.kind !== 'read') return
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      settle(waiting, message.result)
    })
    worker.on('error', (error) => this.#die(error))
    worker.on('exit', () => this.#die(new Error('the reader thread has ended')))
  }

  read(name: Extract<ToThread, { kind: 'read' }>['name'], input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) return reject(this.#death)
      this.#lastId += 1
      this.#waiting.set(this.#lastId, { resolve, reject })
      this.#worker.postMessage({ kind: 'read', id: this.#lastId, name, input } satisfies ToThread)
    })
  }

  /** What was asked before is answered first. */
  close(): Promise<void> {
    return closeThread(this.#worker)
  }

  #die(error: unknown): void {
    this.#death ??= error
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}

type Read = Extract<ToThread, { kind: 'read' }>

/** A reader thread of its own. Must be closed. */
export async function openReader(url: URL, file: string): Promise<ReaderClient> {
  const worker = startThread(url, { role: 'reader', file })
  tellToOpen(worker)
  await opened(worker)
  return new ReaderClient(worker)
}

/** One read in a reader thread of its own, which ends with it. */
export async function readOnce(url: URL, file: string, name: Read['name'], input: unknown): Promise<unknown> {
  const reader = await openReader(url, file)
  try {
    return await reader.read(name, input)
  } finally {
    await reader.close()
  }
}

/** Answers whoever waits; returns the error it was told. */
function settle(waiting: Waiting | undefined, result: Settled | undefined): Error | undefined {
  if (result?.ok === true) {
    waiting?.resolve(result.value)
    return undefined
  }
  const error = result === undefined ? new Error('a storage thread answered for fewer requests than it was given') : toError(result.error)
  waiting?.reject(error)
  return error
}

export async function closeThread(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return
  const exited = once(worker, 'exit')
  worker.postMessage({ kind: 'close' } satisfies ToThread)
  await exited
}
