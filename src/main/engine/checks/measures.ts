import type { LeafCheck } from '#contract/check'
import { parseUsdToNano } from '#engine/money'
import { type Finding, failed, passedAs, undecided } from './finding.ts'

/**
 * What the calls of a probe came to. `costNanoUsd`: what is known of it; `costUpperNanoUsd`: what may come to it at most, null where that is not known either.
 * `durationMs`: of the calls that were answered, together; null: nobody knows.
 */
export interface Facts {
  readonly costNanoUsd: number | null
  readonly costUpperNanoUsd: number | null
  readonly durationMs: number | null
}

/** Where a part is not known it is decided all the same if it does not matter. */
export function maxCost({ usd }: Extract<LeafCheck, { type: 'max-cost' }>, { costNanoUsd, costUpperNanoUsd }: Facts): Finding {
  const most = parseUsdToNano(usd)
  if (costNanoUsd !== null && costNanoUsd > most) return failed(`expected at most $${usd}, found ${inUsd(costNanoUsd)}`)
  if (costNanoUsd === null || costUpperNanoUsd === null) return undecided('what its calls cost is not known')
  if (costNanoUsd + costUpperNanoUsd > most)
    return undecided(`what its calls cost is not known for sure: ${inUsd(costNanoUsd)}, or up to ${inUsd(costNanoUsd + costUpperNanoUsd)}`)
  return passedAs(`its calls cost ${inUsd(costNanoUsd + costUpperNanoUsd)} at most`)
}

export function maxLatency({ ms }: Extract<LeafCheck, { type: 'max-latency' }>, { durationMs }: Facts): Finding {
  if (durationMs === null) return undecided('how long its calls took is not known')
  const took = Math.round(durationMs * 1000) / 1000
  return durationMs > ms ? failed(`expected at most ${ms} ms, found ${took} ms`) : passedAs(`it took ${took} ms`)
}

function inUsd(nanoUsd: number): string {
  return `$${(nanoUsd / 1e9).toFixed(9).replace(/0{1,7}$/, '')}`
}
