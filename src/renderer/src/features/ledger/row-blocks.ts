/** Entries that a request brings: those of the seqs from one multiple of it, not included, to the next. */
export const blockRows = 100
/** Rows fetched beyond those in sight, each way. */
const ahead = 40
/** A browser draws no more pixels of height than so many rows have: older ones are reached by a filter of time. */
const mostRows = 1_040_000

/**
 * Where every number up to the highest is an entry's, as in a ledger of which nothing was left out, a row's number follows from its place: any row can be asked for at once. Such a list has as many entries as its
 * highest number says.
 */
export function isDense(filter: object, total: number | null, watermark: number): boolean {
  return Object.keys(filter).length === 0 && total !== null && total === watermark && total > 0
}

export function denseCount(watermark: number): number {
  return Math.min(watermark, mostRows)
}

/** The block of a row; blocks are counted from 1, the oldest. */
export function blockOf(watermark: number, row: number): number {
  return Math.max(1, Math.ceil((watermark - row) / blockRows))
}

/** Blocks of the rows in sight, with some beyond, newest first. */
export function blocksInSight(watermark: number, first: number, last: number): number[] {
  const from = blockOf(watermark, Math.max(0, first - ahead))
  const to = blockOf(watermark, Math.min(watermark - 1, last + ahead))
  return Array.from({ length: from - to + 1 }, (_, index) => from - index)
}

/** The seq that a block's entries lie below. */
export function endOfBlock(block: number): number {
  return block * blockRows + 1
}
