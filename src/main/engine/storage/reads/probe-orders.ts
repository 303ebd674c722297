/** Rows of a table in order: all that a filter lets through, as of `seq`. */
export interface ProbeOrder {
  readonly ids: Float64Array
  readonly seq: number
}

interface KeptOrder extends ProbeOrder {
  readonly atMs: number
  /** Pages that were given of it. */
  readonly pages: Set<number>
}

const mostKept = 4
/** How long an order that may have changed is kept for further pages. */
const stayMs = 1000

/**
 * Orders of tables that pages scroll through, so that not every page sorts a hundred thousand rows anew. One is good for as long as nothing
 * has changed, and for a second for pages that it has not given yet: whoever asks for the same page again asks for what is new.
 */
export class ProbeOrders {
  readonly #kept = new Map<string, KeptOrder>()

  find(key: string, offset: number, seq: number, nowMs: number): ProbeOrder | undefined {
    const kept = this.#kept.get(key)
    if (kept === undefined) return undefined
    const isGood = kept.seq === seq || (nowMs - kept.atMs < stayMs && !kept.pages.has(offset))
    if (!isGood) return undefined
    kept.pages.add(offset)
    return kept
  }

  keep(key: string, offset: number, order: ProbeOrder, nowMs: number): void {
    this.#kept.delete(key)
    this.#kept.set(key, { ...order, atMs: nowMs, pages: new Set([offset]) })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
  }
}
