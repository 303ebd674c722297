import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Question } from './evaluate.ts'
import type { Answers, FromCheckThread } from './thread-messages.ts'

/** What all checking together may take of the machine. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }

interface Waiting {
  readonly resolve: (answers: Answers) => void
  readonly reject: (error: Error) => void
}

interface Living {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/**
 * The checking thread from the engine's side. Invariants:
 * 1. At most one checks at a time, from the first question on until it is ended; one that died is forgotten, and the next question starts another.
 * 2. It does not keep the process alive.
 */
export class CheckThread {
  readonly #url: URL
  #living: Living | undefined
  #lastId = 0

  constructor(url: URL) {
    this.#url = url
  }

  /** Holds answers against checks, in their order. */
  evaluate(questions: readonly Question[]): Promise<Answers> {
    this.#living ??= this.#start()
    const { worker, waiting } = this.#living
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, questions })
    })
  }

  /** Gives its memory back, unless something is asked of it. */
  async rest(): Promise<void> {
    if (this.#living?.waiting.size === 0) await this.end()
  }

  /** At once, whatever it is at: what was asked of it is rejected. */
  async end(): Promise<void> {
    const living = this.#living
    this.#living = undefined
    if (living === undefined) return
    const exited = living.worker.threadId === -1 ? undefined : once(living.worker, 'exit')
    void living.worker.terminate()
    await exited
  }

  #start(): Living {
    const worker = new Worker(this.#url, { resourceLimits })
    worker.unref()
    const living: Living = { worker, waiting: new Map() }
    worker.on('message', (message: FromCheckThread) => settle(living, message))
    worker.on('error', (error) => this.#lose(living, error))
    worker.on('exit', () => this.#lose(living, new Error('the checking thread has ended')))
    return living
  }

  #lose(living: Living, error: Error): void {
    if (this.#living === living) this.#living = undefined
    for (const each of living.waiting.values()) each.reject(error)
    living.waiting.clear()
  }
}

function settle({ waiting }: Living, message: FromCheckThread): void {
  const one = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.ok) one?.resolve(message.answers)
  else one?.reject(new Error(message.message))
}
