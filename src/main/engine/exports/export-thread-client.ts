import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import type { FromExportThread, WorkInput, WorkName, WorkOutput } from './thread-messages.ts'

/** What all reports together may take of the machine. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 }

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

interface Living {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/**
 * The export thread from the engine's side. Invariants:
 * 1. At most one takes reports at a time, from the first on until it is told to rest; one that died is forgotten, and the next report starts another.
 * 2. It does not keep the process alive.
 */
export class ExportThread {
  readonly #url: URL
  #living: Living | undefined
  #lastId = 0

  constructor(url: URL) {
    this.#url = url
  }

  async ask<Name extends WorkName>(name: Name, input: WorkInput<Name>): Promise<WorkOutput<Name>> {
    this.#living ??= this.#start()
    return (await this.#tell(this.#living, name, input)) as WorkOutput<Name>
  }

  /** Leaves no file that is not whole, and gives the thread's memory back. What is asked from now on starts another. */
  async rest(): Promise<void> {
    const living = this.#living
    this.#living = undefined
    if (living === undefined) return
    await this.#tell(living, 'abandonAll', undefined).catch(() => undefined)
    await ended(living.worker)
  }

  /** At once, whatever it is at: what was asked of it is rejected. */
  async end(): Promise<void> {
    const living = this.#living
    this.#living = undefined
    if (living !== undefined) await ended(living.worker)
  }

  #tell(living: Living, name: WorkName, input: unknown): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      living.waiting.set(id, { resolve, reject })
      living.worker.postMessage({ id, name, input })
    })
  }

  #start(): Living {
    const worker = new Worker(this.#url, { resourceLimits })
    worker.unref()
    const living: Living = { worker, waiting: new Map() }
    worker.on('message', (message: FromExportThread) => settle(living, message))
    worker.on('error', (error) => this.#lose(living, error))
    worker.on('exit', () => this.#lose(living, new Error('the export thread has ended')))
    return living
  }

  #lose(living: Living, error: Error): void {
    if (this.#living === living) this.#living = undefined
    for (const each of living.waiting.values()) each.reject(error)
    living.waiting.clear()
  }
}

async function ended(worker: Worker): Promise<void> {
  const exited = worker.threadId === -1 ? undefined : once(worker, 'exit')
  void worker.terminate()
  await exited
}

function settle({ waiting }: Living, message: FromExportThread): void {
  const one = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.ok) one?.resolve(message.value)
  else one?.reject(message.failure === null ? new Error(message.message) : new AppError(message.failure))
}
