import type { Results } from './results.ts'

/** A figure that must not be missed. `aim`: what we would like. */
export interface Bar {
  readonly name: string
  readonly value: number
  readonly bar: number
  readonly aim?: number
  readonly wants: 'at least' | 'at most'
  readonly isMet: boolean
}

/** The yardstick on the machine the bars were set on: 2 cores. A slower machine gets as much more time; a faster one no less. */
export const referenceYardstickMs = 400

export function slownessOf(yardstickMs: number): number {
  return Math.max(1, yardstickMs / referenceYardstickMs)
}

/** The bars of what was measured. Ratios and megabytes stand as they are, times scale with the machine. `leniency` 2: fails at twice the bar. */
export function barsOf(
  {
    yardstick,
    throughput,
    watched,
    memory,
    catalog,
    whatIf,
    whatIfLoop,
    limits,
    imports,
    ledger,
    outcomes,
    results,
    costs,
    window,
  }: Omit<Results, 'bars'>,
  leniency = 1,
): Bar[] {
  const slowness = slownessOf(yardstick.totalMs)
  const bars: Bar[] = []
  const add = (name: string, wants: Bar['wants'], value: number | undefined, bar: number, aim?: number): void => {
    if (value === undefined) return
    const isMet = wants === 'at least' ? value >= bar / leniency : value <= bar * leniency
    bars.push({ name, value, bar, wants, isMet, ...(aim !== undefined && { aim }) })
  }
  add('throughput.ratioToBareFetch', 'at least', throughput?.ratioToBareFetch, 0.5, 0.7)
  add('throughput.loopDelayP99Ms', 'at most', throughput?.loopDelayP99Ms, 20 * slowness)
  add('throughput.slowCommitLoopDelayP99Ms', 'at most', throughput?.slowCommitLoopDelayP99Ms, 20 * slowness)
  const watchedRatio = throughput && watched && throughput.ratioToBareFetch * watched.ratioToAlone
  add('watched.ratioToBareFetch', 'at least', watchedRatio, 0.5)
  add('watched.loopDelayP99Ms', 'at most', watched?.loopDelayP99Ms, 20 * slowness)
  add('memory.growthRatio', 'at most', memory?.growthRatio, 1.3)
  add('memory.peakMb, largest', 'at most', memory === undefined ? undefined : Math.max(...Object.values(memory.peakMb)), 250)
  add('catalog.p99Ms', 'at most', catalog?.p99Ms, slowness)
  add('whatIf.msPerMillion', 'at most', whatIf?.msPerMillion, 10_000 * slowness)
  add('whatIf.loopDelayP99Ms', 'at most', whatIfLoop?.delayP99Ms, 20 * slowness)
  add('limits.inForceP95Ms', 'at most', limits?.p95Ms, 100 * slowness)
  add('imports.previewMs', 'at most', imports?.previewMs, 1000 * slowness)
  add('imports.applyMs', 'at most', imports?.applyMs, 2000 * slowness)
  add('ledger.costs.p99Ms', 'at most', ledger?.costs.p99Ms, 50 * slowness)
  add('ledger.pages.p99Ms', 'at most', ledger?.pages.p99Ms, 100 * slowness)
  add('ledger.firstHitMs', 'at most', ledger?.firstHitMs, 1000 * slowness)
  const csv = ledger?.exports.find(({ format }) => format === 'csv')
  add('ledger.csvMs', 'at most', csv?.tookMs, 3000 * slowness)
  add('ledger.csvExtraMb', 'at most', csv?.extraMb, 150)
  add('ledger.csvLoopDelayP99Ms', 'at most', csv?.delayP99Ms, 20 * slowness)
  add('ledger.bytesPerProbe', 'at most', ledger?.bytes.perProbe, 700)
  add('outcomes.filterMs', 'at most', outcomes?.filterMs, 100 * slowness)
  add('outcomes.sortMs', 'at most', outcomes?.sortMs, 100 * slowness)
  add('results.firstMs', 'at most', results?.firstMs, 300 * slowness)
  add('results.laterMs', 'at most', results?.laterMs, 300 * slowness)
  add('costs.firstMs', 'at most', costs?.firstMs, 300 * slowness)
  add('costs.laterMs', 'at most', costs?.laterMs, 300 * slowness)
  const interactiveMs = window === undefined ? undefined : Math.max(window.interactiveListMs, window.interactiveRunMs)
  add('window.inputToPaintP95Ms', 'at most', window?.inputToPaintP95Ms, 100 * slowness)
  add('window.longestScrollTaskMs', 'at most', window?.longestScrollTaskMs, 50 * slowness)
  add('window.interactiveMs', 'at most', interactiveMs, 1500 * slowness)
  return bars
}
