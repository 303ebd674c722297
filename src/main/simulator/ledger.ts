import type { SimulatedUsage } from './usage.ts'
import type { WireName } from './wires/index.ts'

/**
 * `served`: the whole answer was handed to the socket. `refused`: an error in the provider's own words.
 * `failed`: a fault that is no answer. `dropped`: the caller went away first.
 */
export type LedgerOutcome = 'served' | 'refused' | 'failed' | 'dropped'

/** One request, written when nothing more can come of it; never changed. */
export interface LedgerEntry {
  /** From 1, in the order in which requests ended. */
  readonly seq: number
  /** `X-Client-Request-Id`; null when the request had none. */
  readonly attemptId: string | null
  readonly model: string
  readonly wire: WireName
  readonly isStreamed: boolean
  /** When the whole request had arrived, and when its end was decided or noticed. Epoch milliseconds. */
  readonly receivedAtMs: number
  readonly answeredAtMs: number
  readonly outcome: LedgerOutcome
  /** null: no status line was sent. */
  readonly httpStatus: number | null
  /** The fault that struck, `limit` for a limit's refusal, null for none. */
  readonly fault: string | null
  /** What was generated, whether or not it arrived; null when nothing was. */
  readonly usage: SimulatedUsage | null
  /** The bill for `usage`; 0 without one, null when the model has no price. */
  readonly costNanoUsd: number | null
  /** Requests in flight when it arrived, itself included. */
  readonly inFlightAtArrival: number
  readonly modelInFlightAtArrival: number
  /** Everything that was to be sent was handed to the socket. */
  readonly bytesSentCompletely: boolean
}

export type LedgerSums = { readonly [Outcome in LedgerOutcome]: number } & {
  /** Of served answers with a price. */
  readonly servedNanoUsd: number
}

/** What was served, by attempt. Kept whole, or as sums alone. */
export class Ledger {
  #entries: LedgerEntry[] = []
  #seq = 0
  #sums = emptySums()

  record(entry: Omit<LedgerEntry, 'seq'>, keeps: 'full' | 'counts'): void {
    this.#seq++
    this.#sums[entry.outcome]++
    if (entry.outcome === 'served') this.#sums.servedNanoUsd += entry.costNanoUsd ?? 0
    if (keeps === 'full') this.#entries.push({ seq: this.#seq, ...entry })
  }

  entries(): readonly LedgerEntry[] {
    return this.#entries
  }

  /** At most `limit` entries with a `seq` above `after`. */
  page(after: number, limit: number): readonly LedgerEntry[] {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#entries[middle]?.seq ?? 0) <= after) low = middle + 1
      else high = middle
    }
    return this.#entries.slice(low, low + limit)
  }

  sums(): LedgerSums {
    return { ...this.#sums }
  }

  reset(): void {
    this.#entries = []
    this.#seq = 0
    this.#sums = emptySums()
  }
}

function emptySums() {
  return { served: 0, refused: 0, failed: 0, dropped: 0, servedNanoUsd: 0 }
}
