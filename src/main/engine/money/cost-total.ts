import { CostState } from '#contract/calls'
import type { CostTotal } from '#contract/costs'
import type { NanoUsd } from '#contract/units'
import { addNanoUsd } from './integers.ts'

/** What one attempt cost and how sure that is. `upperNanoUsd`: the most it can come to; null when it is the amount itself, or nobody knows. */
export interface CountedCost {
  readonly state: CostState
  readonly nanoUsd: NanoUsd | null
  readonly upperNanoUsd: NanoUsd | null
}

type Share = CostTotal['coverage'][CostState]

const zero = 0 as NanoUsd

/** The total of no call at all. */
export function emptyTotal(): CostTotal {
  return { nanoUsd: zero, upperNanoUsd: zero, coverage: mapStates(() => ({ calls: 0, nanoUsd: zero })) }
}

/**
 * The total with one call more: its amount to `nanoUsd`, what may come on top to `upperNanoUsd`, and both the call and the amount to the coverage of its state.
 * A missing amount is never taken for 0 but in state `none`: where the state promises one, the call is counted as `unknown`.
 * Errors: RangeError when a sum is no longer a safe integer.
 */
export function addToTotal(total: CostTotal, cost: CountedCost): CostTotal {
  const state = countedState(cost)
  const amount = cost.nanoUsd ?? zero
  return {
    nanoUsd: addNanoUsd(total.nanoUsd, amount),
    upperNanoUsd: addNanoUsd(total.upperNanoUsd, possibleExtra(cost)),
    coverage: { ...total.coverage, [state]: addShares(total.coverage[state], { calls: 1, nanoUsd: amount }) },
  }
}

/** Both together; in whatever order totals are merged, the result is the same. Errors: as `addToTotal`. */
export function mergeTotals(left: CostTotal, right: CostTotal): CostTotal {
  return {
    nanoUsd: addNanoUsd(left.nanoUsd, right.nanoUsd),
    upperNanoUsd: addNanoUsd(left.upperNanoUsd, right.upperNanoUsd),
    coverage: mapStates((state) => addShares(left.coverage[state], right.coverage[state])),
  }
}

function countedState({ state, nanoUsd }: CountedCost): CostState {
  return nanoUsd !== null || state === 'none' || state === 'maybe_billed' ? state : 'unknown'
}

/** What a call may cost beyond its amount: nothing once that is settled, whatever bound was reserved for it. */
function possibleExtra({ state, nanoUsd, upperNanoUsd }: CountedCost): NanoUsd {
  const isSettled = state === 'none' || state === 'reported' || state === 'computed'
  return isSettled || upperNanoUsd === null ? zero : (Math.max(0, upperNanoUsd - (nanoUsd ?? zero)) as NanoUsd)
}

function addShares(left: Share, right: Share): Share {
  return { calls: left.calls + right.calls, nanoUsd: addNanoUsd(left.nanoUsd, right.nanoUsd) }
}

function mapStates(shareOf: (state: CostState) => Share): Record<CostState, Share> {
  return Object.fromEntries(CostState.options.map((state) => [state, shareOf(state)])) as Record<CostState, Share>
}
