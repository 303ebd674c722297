import type { ChangeCounts, ChangeTopic } from '#contract/changes'

/** Room for the changes of one engine. */
const perEpoch = 2 ** 32

/** Counts what changes in the workspace, by topic. Counts begin where no engine before this one can have come: above its epoch. */
export class WorkspaceChanges {
  readonly #topics: Record<ChangeTopic, number>
  #seq: number
  readonly #listeners = new Set<() => void>()

  constructor(epoch: number) {
    const from = epoch * perEpoch
    this.#seq = from
    this.#topics = { runs: from, catalog: from, pools: from, breakers: from, settings: from, keys: from, events: from, audit: from }
  }

  /** Grows with each change of any topic. */
  get seq(): number {
    return this.#seq
  }

  counts(): ChangeCounts {
    return { seq: this.#seq, topics: { ...this.#topics } }
  }

  /** Counts, and tells nobody: whoever watches looks from time to time. For what happens with every call. */
  count(topic: ChangeTopic): void {
    this.#topics[topic] += 1
    this.#seq += 1
  }

  /** Counts, and tells whoever watches. */
  tell(topic: ChangeTopic): void {
    this.count(topic)
    for (const listener of this.#listeners) listener()
  }

  /** Calls back at each change that is told, in its turn, until the answer is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** How many watch. */
  get listeners(): number {
    return this.#listeners.size
  }
}
