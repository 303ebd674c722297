/** How many values lie above `from`, up to and with `upTo`. */
export interface Bin {
  readonly from: number
  readonly upTo: number
  readonly count: number
}

/** Bins that can be told apart by eye. */
const mostBins = 48

/** How many times wider a step of a sketch is than the one before. */
const step = 1.04

/**
 * Bins that follow one another without a gap, those without a value among them, as many steps of 4 %, as sketches of
 * latencies have them, put together in each as there must be for at most `most`; their counts are those given.
 */
export function binsOf(bins: readonly Bin[], most = mostBins): Bin[] {
  const [first, last] = [bins[0], bins[bins.length - 1]]
  if (first === undefined || last === undefined) return []
  const low = Math.max(first.from, first.upTo / step, 1)
  const high = Math.max(last.upTo, low * step)
  const steps = Math.max(1, Math.round(Math.log(high / low) / Math.log(step)))
  // As many steps in each: else every other bin would hold one more than its neighbours, and look like a peak.
  const size = Math.ceil(steps / most)
  const count = Math.ceil(steps / size)
  const edges = Array.from({ length: count + 1 }, (_, index) => (index === 0 ? first.from : low * step ** (index * size)))
  const counts = edges.slice(1).map(() => 0)
  for (const bin of bins) {
    const found = edges.findIndex((edge, index) => index > 0 && bin.upTo <= edge * 1.01)
    const at = found < 0 ? count - 1 : found - 1
    counts[at] = (counts[at] ?? 0) + bin.count
  }
  return counts.map((sum, index) => ({ from: edges[index] ?? 0, upTo: edges[index + 1] ?? 0, count: sum }))
}
