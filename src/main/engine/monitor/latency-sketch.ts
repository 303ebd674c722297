/** Counts of latencies by step: a step is 4 % wide, so that a quantile is within 2 % and merging is a sum. */
export type LatencySketch = Map<number, number>

const width = 1.04
const lnWidth = Math.log(width)

/** The step that holds a latency; what takes a millisecond or less is in step 0. As the table `latency_quarter` has it. */
export function latencyStep(ms: number): number {
  return ms <= 1 ? 0 : Math.ceil(Math.log(ms) / lnWidth)
}

/** Where a step begins and ends, in milliseconds: `fromMs` is not in it, `upToMs` is. Step 0 begins at 0. */
export function stepBounds(step: number): { readonly fromMs: number; readonly upToMs: number } {
  return { fromMs: step === 0 ? 0 : width ** (step - 1), upToMs: width ** step }
}

export function addLatency(sketch: LatencySketch, step: number, calls: number): void {
  sketch.set(step, (sketch.get(step) ?? 0) + calls)
}

/** By nearest rank, within 2 % of the very value, in milliseconds; null of none. */
export function sketchQuantile(sketch: ReadonlyMap<number, number>, share: number): number | null {
  const steps = [...sketch].sort(([left], [right]) => left - right)
  const calls = steps.reduce((sum, [, count]) => sum + count, 0)
  let left = Math.max(1, Math.ceil(share * calls))
  for (const [step, count] of steps) {
    left -= count
    if (left <= 0) return middleOf(step)
  }
  return null
}

/** As far from the step's beginning as from its end, as a share of the value. */
function middleOf(step: number): number {
  return step === 0 ? 1 : (2 * width ** step) / (width + 1)
}
