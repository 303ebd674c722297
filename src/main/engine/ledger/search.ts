import type { LedgerEntry, LedgerFilter, LedgerSearch } from '#contract/ledger'
import type { Clock } from '#engine/ports'
import type { LedgerRow, Storage } from '#engine/storage'
import { rowFilterOf } from './ledger-filter.ts'

export interface SearchPorts {
  readonly storage: Storage
  readonly clock: Clock
  entries(rows: readonly LedgerRow[]): Promise<LedgerEntry[]>
}

export interface Search {
  readonly filter: LedgerFilter
  readonly text: string
  readonly before?: number | undefined
  readonly limit: number
}

/** Entries that are looked through at a time: few at first, so that what is found soon is told soon. */
const [firstChunk, mostChunk] = [100, 2000]
/** How often what was found is told at least. */
const tellMs = 500

/**
 * Looks from the newest entry to the oldest, in a thread of its own and in short reads, and says how far it is; ends with the signal, after `limit` hits, or with the last entry.
 * What nobody takes is not looked for.
 */
export async function* searchLedger(
  { storage, clock, entries }: SearchPorts,
  { filter, text, before, limit }: Search,
  signal: AbortSignal,
): AsyncGenerator<LedgerSearch> {
  const asked = rowFilterOf(filter)
  const { total, watermark } = await storage.read('ledgerPage', { filter: asked, before, limit: 1, isCounted: true })
  const reader = await storage.openReader()
  try {
    let [looked, found, chunk] = [0, 0, firstChunk]
    let readTo = Math.min(before ?? watermark + 1, watermark + 1)
    let hits: LedgerEntry[] = []
    let saidMs = clock.monotonicMs()
    for (;;) {
      const read = await reader.read('searchLedger', { filter: asked, text, before: readTo, chunk, limit: limit - found })
      signal.throwIfAborted()
      looked += read.looked
      found += read.hits.length
      readTo = read.isLast ? 0 : read.readTo
      hits.push(...(await entries(read.hits)))
      const isDone = read.isLast || found >= limit
      if (isDone || clock.monotonicMs() - saidMs >= tellMs || (hits.length > 0 && found === read.hits.length)) {
        yield { hits, looked, total, readTo, isDone }
        hits = []
        saidMs = clock.monotonicMs()
      }
      if (isDone) return
      signal.throwIfAborted()
      chunk = Math.min(mostChunk, chunk * 2)
    }
  } finally {
    await reader.close()
  }
}
