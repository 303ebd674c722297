import { CostState } from '#contract/calls'
import type { NanoUsd } from '#contract/units'
import { addNanoUsd } from './integers.ts'

/** What one attempt cost and how sure that is. `upperNanoUsd`: the most it can come to; null when it is the amount itself, or nobody knows. */
export interface CountedCost {
  readonly state: CostState
  readonly nanoUsd: NanoUsd | null
  readonly upperNanoUsd: NanoUsd | null
}

/** Calls of one state, and the sum of the amounts they have. */
export interface StateShare {
  readonly calls: number
  readonly nanoUsd: NanoUsd
}

/**
 * A sum of costs that keeps what it does not know. `nanoUsd` adds the amounts there are; `upperNanoUsd` adds the uppers, or the amount where there is none.
 * `unboundedCalls` have neither: unless it is 0, `upperNanoUsd` bounds only the other calls. `byState` is the coverage, by calls and by amount.
 */
export interface CostTotal {
  readonly nanoUsd: NanoUsd
  readonly upperNanoUsd: NanoUsd
  readonly unboundedCalls: number
  readonly byState: Readonly<Record<CostState, StateShare>>
}

const zero = 0 as NanoUsd

/** The total of no call at all. */
export function emptyTotal(): CostTotal {
  return { nanoUsd: zero, upperNanoUsd: zero, unboundedCalls: 0, byState: mapStates(() => ({ calls: 0, nanoUsd: zero })) }
}

/**
 * The total with one call more. A missing amount is never taken for 0 but in state `none`: where the state promises one, the call is counted as `unknown`.
 * Errors: RangeError when a sum is no longer a safe integer.
 */
export function addToTotal(total: CostTotal, cost: CountedCost): CostTotal {
  const amount = cost.state === 'none' ? (cost.nanoUsd ?? zero) : cost.nanoUsd
  const upper = cost.upperNanoUsd ?? amount
  const state = amount === null && cost.state !== 'maybe_billed' ? 'unknown' : cost.state
  return {
    nanoUsd: addNanoUsd(total.nanoUsd, amount ?? zero),
    upperNanoUsd: addNanoUsd(total.upperNanoUsd, upper ?? zero),
    unboundedCalls: total.unboundedCalls + (upper === null ? 1 : 0),
    byState: { ...total.byState, [state]: addShares(total.byState[state], { calls: 1, nanoUsd: amount ?? zero }) },
  }
}

/** Both together; in whatever order totals are merged, the result is the same. Errors: as `addToTotal`. */
export function mergeTotals(left: CostTotal, right: CostTotal): CostTotal {
  return {
    nanoUsd: addNanoUsd(left.nanoUsd, right.nanoUsd),
    upperNanoUsd: addNanoUsd(left.upperNanoUsd, right.upperNanoUsd),
    unboundedCalls: left.unboundedCalls + right.unboundedCalls,
    byState: mapStates((state) => addShares(left.byState[state], right.byState[state])),
  }
}

/** Whether the total is the whole cost: every call's amount is known and settled. */
export function isComplete(total: CostTotal): boolean {
  return total.byState.unknown.calls === 0 && total.byState.maybe_billed.calls === 0
}

function addShares(left: StateShare, right: StateShare): StateShare {
  return { calls: left.calls + right.calls, nanoUsd: addNanoUsd(left.nanoUsd, right.nanoUsd) }
}

function mapStates(shareOf: (state: CostState) => StateShare): Record<CostState, StateShare> {
  return Object.fromEntries(CostState.options.map((state) => [state, shareOf(state)])) as Record<CostState, StateShare>
}
