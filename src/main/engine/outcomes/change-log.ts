import type { BookChanges } from '#engine/storage'
import type { Touched } from './touched-probes.ts'

const mostKept = 50_000

/** What has changed of runs since they were last asked about, so that only that is read again. */
export class ChangeLog {
  readonly #most: number
  #probes: number[] = []
  /** How many were noted before those that are kept. */
  #dropped = 0
  /** Up to where each run has heard, by its key. */
  readonly #heard = new Map<number, number>()

  constructor(most = mostKept) {
    this.#most = most
  }

  note({ probes = [], run }: Touched): void {
    if (run !== undefined) this.#heard.delete(run)
    if (this.#heard.size === 0) return
    for (const probe of probes) this.#probes.push(probe)
    if (this.#probes.length <= this.#most) return
    this.#dropped += this.#probes.length
    this.#probes = []
  }

  /** What a run has not heard yet: it has from now on. */
  tell(runId: number): BookChanges {
    const heard = this.#heard.get(runId)
    this.#heard.set(runId, this.#dropped + this.#probes.length)
    const everything = heard === undefined || heard < this.#dropped
    return { everything, probes: everything ? [] : [...new Set(this.#probes.slice(heard - this.#dropped))] }
  }

  /** What was told was not read: a run hears all of it again; without one, all do. */
  forget(runId?: number): void {
    if (runId !== undefined) this.#heard.delete(runId)
    else {
      this.#heard.clear()
      this.#probes = []
    }
  }
}
