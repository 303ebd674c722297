import type { EpochMs } from '#contract/units'
import type { KeptAlert } from '#engine/storage'
import type { Finding } from './finding.ts'

/** What is to be told of something a rule fires for, and what is remembered of it. `isChanged`: the memory is to be kept. */
export interface EpisodeStep {
  readonly next: KeptAlert
  readonly tells: 'fired' | 'cleared' | undefined
  readonly isChanged: boolean
}

/**
 * From what was remembered to what is. Told once when it begins, and once when it ends if its beginning was told. What begins again within `quietMs`
 * after it was last told is told when that time is over, if it still is so then.
 */
export function stepEpisode(
  rule: string,
  key: string,
  before: KeptAlert | undefined,
  finding: Finding | undefined,
  nowMs: EpochMs,
  quietMs: number,
): EpisodeStep {
  const known: KeptAlert = before ?? { rule, subject: key, firingSinceMs: null, toldAtMs: null, isTold: false, message: '' }
  if (finding === undefined) {
    if (known.firingSinceMs === null) return { next: known, tells: undefined, isChanged: false }
    return { next: { ...known, firingSinceMs: null, isTold: false }, tells: known.isTold ? 'cleared' : undefined, isChanged: true }
  }
  const since = known.firingSinceMs ?? nowMs
  const current = { ...known, firingSinceMs: since, message: finding.message }
  const isQuiet = known.toldAtMs !== null && nowMs >= known.toldAtMs && nowMs < known.toldAtMs + quietMs
  if (known.isTold || isQuiet) return { next: current, tells: undefined, isChanged: known.firingSinceMs === null }
  return { next: { ...current, toldAtMs: nowMs, isTold: true }, tells: 'fired', isChanged: true }
}

/** When something that is so and was not told yet is told, if it still is so; undefined: nothing waits for that. */
export function quietEndsAtMs({ firingSinceMs, isTold, toldAtMs }: KeptAlert, quietMs: number): number | undefined {
  return firingSinceMs !== null && !isTold && toldAtMs !== null ? toldAtMs + quietMs : undefined
}
