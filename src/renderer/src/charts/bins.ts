/** How many values lie above `from`, up to and with `upTo`. */
export interface Bin {
  readonly from: number
  readonly upTo: number
  readonly count: number
}

/** Bins that can be told apart by eye. */
const mostBins = 48

/**
 * Bins that follow one another without a gap, those without a value among them, neighbours put together until there are at most `mostBins`. Each is as many times wider than the
 * one before as the first of them is, as sketches of latencies are; their counts are those given.
 */
export function binsOf(bins: readonly Bin[], most = mostBins): Bin[] {
  const [first, last] = [bins[0], bins[bins.length - 1]]
  if (first === undefined || last === undefined) return []
  const low = Math.max(first.from, first.upTo / 1.04, 1)
  const high = Math.max(last.upTo, low * 1.04)
  const finest = Math.log(1.04)
  const count = Math.max(1, Math.min(most, Math.round(Math.log(high / low) / finest)))
  const factor = (high / low) ** (1 / count)
  const edges = Array.from({ length: count + 1 }, (_, index) => (index === 0 ? first.from : index === count ? high : low * factor ** index))
  const counts = edges.slice(1).map(() => 0)
  for (const bin of bins) {
    const found = edges.findIndex((edge, index) => index > 0 && bin.upTo <= edge * (1 + 1e-9))
    const at = found < 0 ? count - 1 : found - 1
    counts[at] = (counts[at] ?? 0) + bin.count
  }
  return counts.map((sum, index) => ({ from: edges[index] ?? 0, upTo: edges[index + 1] ?? 0, count: sum }))
}
