import type { WaitCause } from '#contract/calls'
import type { RunProgress } from '#contract/runs'
import { costText, usd } from '../format/money.ts'
import type { Paint } from '../format/paint.ts'
import { duration } from '../format/quantities.ts'
import { widthOf } from '../format/text.ts'
import { sayWait } from './say-wait.ts'

const barWidth = 20

/** Probes that have ended, however. */
export function endedProbes({ counts }: Pick<RunProgress, 'counts'>): number {
  return counts.succeeded + counts.failed + counts.cancelled
}

/** The state of a run in parts, most telling first: a terminal shows as many as fit. */
export function progressParts(progress: RunProgress, nanoUsdPerMinute: number | undefined): string[] {
  const { counts, cost, etaMs, waits } = progress
  const ended = endedProbes(progress)
  const wait = waits.find(({ cause }) => !isOrdinary(cause)) ?? waits[0]
  return [
    `${ended}/${counts.total}`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    costText(cost) + (nanoUsdPerMinute === undefined ? '' : ` (${usd(nanoUsdPerMinute)}/min)`),
    ...(etaMs === null || ended === counts.total ? [] : [`${duration(Math.max(1000, etaMs))} left`]),
    ...(counts.inFlight > 0 ? [`${counts.inFlight} in flight`] : []),
    ...(wait === undefined || ended === counts.total ? [] : [sayWait(wait)]),
  ]
}

/** Waiting for a place is what probes of a limited pool do; anything else is news. */
function isOrdinary(cause: WaitCause): boolean {
  return cause === 'pool_slots' || cause === 'provider_slots' || cause === 'run_slots'
}

/** One line of at most `width` columns: a bar, then as many parts as fit. */
export function liveLine(progress: RunProgress, nanoUsdPerMinute: number | undefined, width: number, paint: Paint): string {
  const { counts } = progress
  const share = counts.total === 0 ? 0 : endedProbes(progress) / counts.total
  const full = Math.floor(share * barWidth)
  let line = `${paint.good('█'.repeat(full))}${paint.dim('░'.repeat(barWidth - full))}`
  for (const part of progressParts(progress, nanoUsdPerMinute)) {
    if (widthOf(line) + 2 + widthOf(part) >= width) break
    line += `  ${part}`
  }
  return line
}

/** The same as a plain line. */
export function plainLine(progress: RunProgress, nanoUsdPerMinute: number | undefined): string {
  return progressParts(progress, nanoUsdPerMinute).join(', ')
}
