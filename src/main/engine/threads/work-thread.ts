import { once } from 'node:events'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import type { FromThread, ToThread, Work, WorkInput, WorkName, WorkOutput } from './thread-messages.ts'

export interface ThreadOptions {
  /** The thread's entry, which answers by `answerWork`. */
  readonly url: URL
  /** As errors say it: `the <name> thread has ended`. */
  readonly name: string
  /** What it may take of the machine; beyond, it dies. */
  readonly resourceLimits: ResourceLimits
  /** What is said to who waited for a thread that broke; the error itself, unless told. */
  readonly sayBroken?: (error: Error) => Error
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

interface Living {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/**
 * A thread that does long work, from the engine's side. Invariants:
 * 1. At most one takes work at a time, from the first that is asked for on; one that ended or died is forgotten, and the next work starts another.
 * 2. Whoever waits for one that ended or died is rejected.
 * 3. It does not keep the process alive.
 */
export class WorkThread<Done extends Work> {
  readonly #options: ThreadOptions
  #living: Living | undefined
  #lastId = 0

  constructor(options: ThreadOptions) {
    this.#options = options
  }

  /** Rejects with what the work failed with: an `AppError` as it was thrown, anything else as an error with its text. */
  async ask<Name extends WorkName<Done>>(name: Name, input: WorkInput<Done, Name>): Promise<WorkOutput<Done, Name>> {
    this.#living ??= this.#start()
    return (await this.#tell(this.#living, name, input)) as WorkOutput<Done, Name>
  }

  /** Gives its memory back, unless something is asked of it. */
  async rest(): Promise<void> {
    if (this.#living?.waiting.size === 0) await this.end()
  }

  /** One last thing after all that was asked, whose failure nobody hears of, and its end. What is asked meanwhile starts another. */
  async endWith<Name extends WorkName<Done>>(name: Name, input: WorkInput<Done, Name>): Promise<void> {
    const living = this.#forget()
    if (living === undefined) return
    await this.#tell(living, name, input).catch(() => undefined)
    await ended(living.worker)
  }

  /** At once, whatever it is at. Who waits is rejected: with `why` in this turn, else when it has ended. */
  async end(why?: Error): Promise<void> {
    const living = this.#forget()
    if (living === undefined) return
    if (why !== undefined) this.#lose(living, why)
    await ended(living.worker)
  }

  #forget(): Living | undefined {
    const living = this.#living
    this.#living = undefined
    return living
  }

  #tell({ worker, waiting }: Living, name: string, input: unknown): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, input: input as never } satisfies ToThread)
    })
  }

  #start(): Living {
    const { url, name, resourceLimits, sayBroken = (error) => error } = this.#options
    const worker = new Worker(url, { resourceLimits })
    worker.unref()
    const living: Living = { worker, waiting: new Map() }
    worker.on('message', (message: FromThread) => settle(living, message))
    worker.on('error', (error: Error) => this.#lose(living, sayBroken(error)))
    worker.on('exit', () => this.#lose(living, new Error(`the ${name} thread has ended`)))
    return living
  }

  #lose(living: Living, error: Error): void {
    if (this.#living === living) this.#living = undefined
    const waiting = [...living.waiting.values()]
    living.waiting.clear()
    for (const each of waiting) each.reject(error)
  }
}

function settle({ waiting }: Living, message: FromThread): void {
  const one = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.ok) one?.resolve(message.value)
  else one?.reject(message.failure === null ? new Error(message.message) : new AppError(message.failure))
}

async function ended(worker: Worker): Promise<void> {
  const exited = worker.threadId === -1 ? undefined : once(worker, 'exit')
  void worker.terminate()
  await exited
}
