import type { CostState } from '#contract/calls'
import { callsOf, costStates } from '#contract/cost-words'
import type { CostTotal } from '#contract/costs'
import { formatCount, formatUsd } from '#renderer/lib'

export { callsOf }

/** As short as a line over a chart wants it. */
const words: Readonly<Record<CostState, string>> = {
  reported: 'reported',
  computed: 'computed',
  none: 'not billed',
  estimated: 'estimated',
  maybe_billed: 'maybe billed',
  unknown: 'unknown',
}

export interface CoveragePart {
  readonly state: CostState
  readonly calls: number
  readonly text: string
}

/** The states that calls of a total are in, most certain first, each with what it comes to: `1,204 computed $3.20`, `4 maybe billed ≤ $0.02`, `2 unknown`. */
export function coverageParts({ coverage, upperNanoUsd }: CostTotal): CoveragePart[] {
  return costStates
    .filter((state) => coverage[state].calls > 0)
    .map((state) => ({
      state,
      calls: coverage[state].calls,
      text: `${formatCount(coverage[state].calls)} ${words[state]}${sayAmount(state, coverage[state].nanoUsd, upperNanoUsd)}`,
    }))
}

/** An unknown cost has no amount: it is said by its calls alone. */
function sayAmount(state: CostState, nanoUsd: number, upperNanoUsd: number): string {
  switch (state) {
    case 'none':
    case 'unknown':
      return ''
    case 'maybe_billed':
      return ` ≤ ${formatUsd(nanoUsd + upperNanoUsd)}`
    case 'reported':
    case 'computed':
    case 'estimated':
      return ` ${formatUsd(nanoUsd)}`
  }
}
