import type { Clock } from '#engine/ports'
import type { BookChanges, OwnReader, Storage } from '#engine/storage'
import { ChangeLog } from './change-log.ts'
import { touchedBy } from './touched-probes.ts'

export interface RunBookPorts {
  readonly storage: Pick<Storage, 'openReader' | 'onWritten'>
  readonly clock: Clock
}

/** How long the books of runs stay in memory when nobody asks about them. */
const restMs = 180_000

/**
 * The reader thread that keeps the books of runs. Invariants:
 * 1. It is opened with the first question, and gone, with all its memory, some minutes after the last.
 * 2. A book has all that stood on disk when its question was asked.
 */
export class RunBookReader {
  readonly #ports: RunBookPorts
  readonly #changes = new ChangeLog()
  readonly #stop = new AbortController()
  #reader: Promise<OwnReader> | undefined
  readonly #warmed = new Set<number>()
  #lastAskedMs = 0
  #resting: Promise<void> | undefined

  constructor(ports: RunBookPorts) {
    this.#ports = ports
    ports.storage.onWritten((name, input) => {
      if (this.#reader !== undefined) this.#changes.note(touchedBy(name, input))
    })
  }

  /** Asks about runs; `changesOf` says what of each is to be read again. */
  async ask<Answer>(question: (reader: OwnReader, changesOf: (runId: number) => BookChanges) => Promise<Answer>): Promise<Answer> {
    this.#lastAskedMs = this.#ports.clock.monotonicMs()
    const told: number[] = []
    try {
      return await question(await this.#open(), (runId) => {
        told.push(runId)
        return this.#changes.tell(runId)
      })
    } catch (error) {
      for (const runId of told) this.#changes.forget(runId)
      throw error
    }
  }

  /** Has a run read, once, so that the next question about it does not wait for that. */
  warm(runId: number): void {
    if (this.#warmed.has(runId) || this.#stop.signal.aborted) return
    this.#warmed.add(runId)
    const read = this.ask((reader, changesOf) => reader.read('warmBook', { runId, changes: changesOf(runId) }))
    read.catch(() => this.#warmed.delete(runId))
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#resting
    await this.#close()
  }

  #open(): Promise<OwnReader> {
    if (this.#reader === undefined) {
      this.#reader = this.#ports.storage.openReader()
      this.#reader.catch(() => {
        this.#reader = undefined
      })
      this.#resting = this.#rest()
    }
    return this.#reader
  }

  /** Until nobody has asked for a while. */
  async #rest(): Promise<void> {
    const { clock } = this.#ports
    for (let leftMs = restMs; leftMs > 0; leftMs = this.#lastAskedMs + restMs - clock.monotonicMs()) {
      await clock.sleep(leftMs, this.#stop.signal).catch(() => undefined)
      if (this.#stop.signal.aborted) return
    }
    await this.#close()
  }

  async #close(): Promise<void> {
    const reader = this.#reader
    this.#reader = undefined
    this.#changes.forget()
    this.#warmed.clear()
    await (await reader?.catch(() => undefined))?.close()
  }
}
