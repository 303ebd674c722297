import type { RunProgress } from '#contract/runs'
import { doneOf } from '#renderer/parts'

export interface Range {
  readonly low: number
  readonly high: number
}

/** The engine reckons the pace from so long. */
const spanMs = 60_000
/** So many standard deviations either way: nine in ten. */
const deviations = 1.64

/**
 * How long the rest will take: from so many probes that ended in the last minute, their spread is that of a count, one over its root.
 * Units: milliseconds. undefined: nothing can be said.
 */
export function rangeOfEta({ etaMs, counts, elapsedMs }: Pick<RunProgress, 'etaMs' | 'counts' | 'elapsedMs'>): Range | undefined {
  if (etaMs === null) return undefined
  const left = counts.total - doneOf(counts)
  if (etaMs === 0 || left === 0) return { low: 0, high: 0 }
  const seen = Math.max(1, (left / etaMs) * Math.min(spanMs, Math.max(1, elapsedMs)))
  const spread = Math.min(0.5, deviations / Math.sqrt(seen))
  return { low: etaMs / (1 + spread), high: etaMs / (1 - spread) }
}

/**
 * What the run will have cost when all probes have ended, if the rest costs what those that ended did: between its known sum and that with all that may have been billed.
 * Units: nano-USD. undefined: none has ended, or costs are not known.
 */
export function projectCost({ counts, cost }: Pick<RunProgress, 'counts' | 'cost'>): Range | undefined {
  const ended = counts.succeeded + counts.failed + counts.interrupted
  if (ended === 0 || cost.coverage.unknown.calls > 0) return undefined
  const toEnd = counts.total - counts.cancelled
  const times = Math.max(1, toEnd / ended)
  return { low: Math.round(cost.nanoUsd * times), high: Math.round((cost.nanoUsd + cost.upperNanoUsd) * times) }
}
