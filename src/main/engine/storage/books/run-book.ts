import { CallCode } from '#contract/calls'

/** In the order by which they sort: what is going on first, what is well last. */
export const bookStatuses = ['in_flight', 'waiting', 'pending', 'interrupted', 'failed', 'cancelled', 'succeeded'] as const
export type BookStatus = (typeof bookStatuses)[number]

/** By their place in the alphabet, from 1; 0: none. */
export const bookCodes: readonly string[] = ['', ...CallCode.options.toSorted()]

/** What stands in `verdict`: as the probe has it, and 3 for nothing yet. */
export const bookVerdicts = { fail: 0, pass: 1, error: 2, none: 3 } as const

export const succeededStatus = bookStatuses.indexOf('succeeded')

const kinds = {
  id: Float64Array,
  prompt: Int32Array,
  sample: Int32Array,
  /** Its row's key. */
  model: Int32Array,
  /** Place in `bookStatuses`, … */
  status: Uint8Array,
  /** … in `bookCodes`, … */
  code: Uint8Array,
  /** … and of `bookVerdicts`. */
  verdict: Uint8Array,
  attempts: Int32Array,
  usedFallback: Uint8Array,
  isCached: Uint8Array,
  isRetried: Uint8Array,
  /** Answered, and still to be checked, if there is anything to check. */
  isPending: Uint8Array,
  /** Bits: 1, a call whose cost is not sure; 2, one whose cost is unknown. */
  doubt: Uint8Array,
  score: Float64Array,
  /** Bits by place in the run's labels. */
  failedChecks: Float64Array,
  durationMs: Float64Array,
  firstChunkMs: Float64Array,
  tokens: Float64Array,
  /** Of its last call. */
  cost: Float64Array,
  /** Of all its calls; NaN where that is its last call's. */
  spent: Float64Array,
  upper: Float64Array,
  answerKey: Float64Array,
} as const

export type BookColumn = keyof typeof kinds
type Columns = { [Name in BookColumn]: InstanceType<(typeof kinds)[Name]> }

const names = Object.keys(kinds) as BookColumn[]

/**
 * All probes of a run, a column an array, in planned order: some 130 bytes a probe. A value that is missing is NaN.
 * A row's place is its place in every column.
 */
export class RunBook {
  #columns: Columns = columnsOf(1024)
  #size = 0
  #lastPrompt = -1

  /** How many probes there are. */
  get size(): number {
    return this.#size
  }

  get lastId(): number {
    return this.#size === 0 ? 0 : (this.#columns.id[this.#size - 1] ?? 0)
  }

  /** One more than the greatest index of a prompt. */
  get promptEnd(): number {
    return this.#lastPrompt + 1
  }

  /** Longer than `size`; good until the next `placeFor`. */
  get columns(): Readonly<Columns> {
    return this.#columns
  }

  /** The place of the probe with this id, else a new one at the end, whose columns are to be filled: ids that are new come in order. */
  placeFor(id: number, prompt: number): number {
    const at = id > this.lastId ? this.#add() : this.placeOf(id)
    if (at === undefined) throw new Error(`probe ${id} comes out of order`)
    this.#columns.id[at] = id
    this.#columns.prompt[at] = prompt
    if (prompt > this.#lastPrompt) this.#lastPrompt = prompt
    return at
  }

  /** undefined: there is no such probe. */
  placeOf(id: number): number | undefined {
    const ids = this.#columns.id
    let [low, high] = [0, this.#size - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = ids[middle] ?? 0
      if (found === id) return middle
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  #add(): number {
    if (this.#size === this.#columns.id.length) {
      const larger = columnsOf(this.#size * 2)
      for (const name of names) larger[name].set(this.#columns[name])
      this.#columns = larger
    }
    this.#size += 1
    return this.#size - 1
  }
}

function columnsOf(length: number): Columns {
  return Object.fromEntries(names.map((name) => [name, new kinds[name](length)])) as Columns
}
