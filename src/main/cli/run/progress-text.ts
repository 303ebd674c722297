import type { RunProgress } from '#contract/runs'
import type { EpochMs } from '#contract/units'
import { costText, usd } from '../format/money.ts'
import type { Paint } from '../format/paint.ts'
import { duration } from '../format/quantities.ts'
import { widthOf } from '../format/text.ts'
import { isOrdinary, sayWaits } from './say-wait.ts'

const barWidth = 20
/** From here on it reads as more than 1. */
const tellingCallsPerProbe = 1.005

/** When a state is shown, and how fast money went lately; undefined: nothing can be said. */
export interface Moment {
  readonly nowMs: EpochMs
  readonly nanoUsdPerMinute: number | undefined
}

/** Probes that have ended, however. */
export function endedProbes({ counts }: Pick<RunProgress, 'counts'>): number {
  return counts.succeeded + counts.failed + counts.cancelled
}

function farParts(progress: RunProgress): string[] {
  const { counts } = progress
  return [`${endedProbes(progress)}/${counts.total}`, ...(counts.failed > 0 ? [`${counts.failed} failed`] : [])]
}

function paceParts(progress: RunProgress, nanoUsdPerMinute: number | undefined): string[] {
  const { counts, cost, callsPerProbe, etaMs } = progress
  return [
    costText(cost) + (nanoUsdPerMinute === undefined ? '' : ` (${usd(nanoUsdPerMinute)}/min)`),
    ...(etaMs === null || endedProbes(progress) === counts.total ? [] : [`${duration(Math.max(1000, etaMs))} left`]),
    ...(counts.inFlight > 0 ? [`${counts.inFlight} in flight`] : []),
    ...(callsPerProbe === null || callsPerProbe < tellingCallsPerProbe ? [] : [`${callsPerProbe.toFixed(2)} calls a probe`]),
  ]
}

function waitParts(progress: RunProgress, nowMs: EpochMs): string[] {
  return endedProbes(progress) === progress.counts.total ? [] : sayWaits(progress.waits, nowMs)
}

/** One line of at most `width` columns: a bar, then as many parts as fit. Where there is news of a wait and no room for it, the bar and the pace give way. */
export function liveLine(progress: RunProgress, { nowMs, nanoUsdPerMinute }: Moment, width: number, paint: Paint): string {
  const { counts, waits } = progress
  const share = counts.total === 0 ? 0 : endedProbes(progress) / counts.total
  const full = Math.floor(share * barWidth)
  const bar = `${paint.good('█'.repeat(full))}${paint.dim('░'.repeat(barWidth - full))}`
  const [far, pace, said] = [farParts(progress), paceParts(progress, nanoUsdPerMinute), waitParts(progress, nowMs)]
  const line = fitting([bar, ...far, ...pace, ...said], width)
  const [wait] = said
  if (wait === undefined || waits.every(isOrdinary) || line.includes(wait)) return line
  const short = fitting([...far, ...said, ...pace], width)
  return short.includes(wait) ? short : line
}

function fitting(parts: readonly string[], width: number): string {
  let line = ''
  for (const part of parts) {
    const longer = line === '' ? part : `${line}  ${part}`
    if (widthOf(longer) >= width) break
    line = longer
  }
  return line
}

/** The same as a plain line, most telling first. */
export function plainLine(progress: RunProgress, { nowMs, nanoUsdPerMinute }: Moment): string {
  return [...farParts(progress), ...paceParts(progress, nanoUsdPerMinute), ...waitParts(progress, nowMs)].join(', ')
}
