import type { LedgerEntry } from '#contract/ledger'

/**
 * What came since the list was read: `entries`, newest first. `hasGap`: there is more between them and the list than is here.
 * `shownTo`: the highest seq of them that is shown above the list.
 */
export interface Tail {
  readonly entries: readonly LedgerEntry[]
  readonly hasGap: boolean
  readonly shownTo: number
}

export const noTail: Tail = { entries: [], hasGap: false, shownTo: 0 }

/** More stand in no tail: then the list is read anew. */
const mostKept = 200

/** The tail with what came; `isFollowed`: it is shown at once. */
export function withNew(tail: Tail, items: readonly LedgerEntry[], hasMore: boolean, isFollowed: boolean): Tail {
  const known = new Set(tail.entries.map(({ seq }) => seq))
  const fresh = items.filter(({ seq }) => !known.has(seq))
  if (fresh.length === 0 && !hasMore) return tail
  const entries = [...fresh, ...tail.entries].toSorted((left, right) => right.seq - left.seq)
  return {
    entries: entries.slice(0, mostKept),
    hasGap: tail.hasGap || hasMore || entries.length > mostKept,
    shownTo: isFollowed ? (entries[0]?.seq ?? tail.shownTo) : tail.shownTo,
  }
}

/** The tail with all of it shown. */
export function withAllShown(tail: Tail): Tail {
  const newest = tail.entries[0]?.seq ?? tail.shownTo
  return newest === tail.shownTo ? tail : { ...tail, shownTo: newest }
}

/** The tail above a list that was read up to `watermark`: what the list holds is none of it any more. */
export function above(tail: Tail, watermark: number): Tail {
  const entries = tail.entries.filter(({ seq }) => seq > watermark)
  if (entries.length === tail.entries.length) return tail
  return { entries, hasGap: tail.hasGap && entries.length > 0, shownTo: tail.shownTo }
}

/** Entries that are shown above the list, and how many wait to be. */
export function partsOf({ entries, shownTo }: Tail): { readonly head: readonly LedgerEntry[]; readonly waiting: number } {
  const head = entries.filter(({ seq }) => seq <= shownTo)
  return { head, waiting: entries.length - head.length }
}
