import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import { type WorkInput, type WorkName, type WorkOutput, WorkThread } from '#engine/threads'
import type { Work } from './thread-work.ts'

/** What one file may take of the machine: what needs more is no catalog. */
export const threadPolicy = { deadlineMs: 60_000, maxOldGenerationSizeMb: 1024 } as const

/** The import thread from the engine's side. What takes longer than the deadline, or more memory than it may, is refused, and its thread ended with its previews. */
export class ImportThread {
  readonly #thread: WorkThread<Work>
  readonly #clock: Clock

  constructor(url: URL, clock: Clock) {
    const { maxOldGenerationSizeMb } = threadPolicy
    this.#thread = new WorkThread({ url, name: 'import', resourceLimits: { maxOldGenerationSizeMb }, sayBroken })
    this.#clock = clock
  }

  async ask<Name extends WorkName<Work>>(name: Name, input: WorkInput<Work, Name>): Promise<WorkOutput<Work, Name>> {
    const done = new AbortController()
    void this.#clock.sleep(threadPolicy.deadlineMs, done.signal).then(
      () => this.#thread.end(tooMuch('it takes too long to read')),
      () => undefined,
    )
    try {
      return await this.#thread.ask(name, input)
    } finally {
      done.abort()
    }
  }

  async stop(): Promise<void> {
    await this.#thread.end(new Error('the engine stops'))
  }
}

function sayBroken(error: Error): Error {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch('it takes too much memory to read') : error
}

function tooMuch(message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path: '', message }] })
}
