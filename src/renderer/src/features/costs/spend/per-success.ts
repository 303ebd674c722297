import type { CostRow } from '#contract/costs'
import { regroup } from '#renderer/charts'
import { partOf } from '../use-costs.ts'

/** What one success of a model cost with all that failed on the way. `nanoUsd` null: no probe succeeded, or nothing is known of the cost. */
export interface PerSuccess {
  readonly model: string
  readonly successes: number
  readonly calls: number
  readonly nanoUsd: number | null
  /** What it may come to with calls that may have been billed. */
  readonly upToNanoUsd: number | null
  /** Calls whose cost is not known: it is more by what they cost. */
  readonly unknownCalls: number
}

/** By the model that was asked for, dearest success first. Only probes count; a success of a fallback is one of the model that was asked for. */
export function perSuccess(parts: readonly CostRow[]): PerSuccess[] {
  const probes = parts.filter(({ group }) => group[partOf('method')] === 'probe')
  return regroup(probes, partOf('model'))
    .map(({ group, calls, succeededProbes: successes, cost }) => {
      const unknownCalls = cost.coverage.unknown.calls
      const isKnown = successes > 0 && (cost.nanoUsd > 0 || unknownCalls === 0)
      return {
        model: group[0] ?? '',
        ...{ successes, calls, unknownCalls },
        nanoUsd: isKnown ? cost.nanoUsd / successes : null,
        upToNanoUsd: isKnown ? (cost.nanoUsd + cost.upperNanoUsd) / successes : null,
      }
    })
    .sort((left, right) => (right.nanoUsd ?? -1) - (left.nanoUsd ?? -1) || right.calls - left.calls)
}
