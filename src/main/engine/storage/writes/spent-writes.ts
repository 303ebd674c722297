import type { CostState } from '#contract/calls'

/**
 * Adds a settled call of method `probe` to what its probe has spent, in the update that notes it; `spentBy` are its parameters. Of a probe's only call whose cost is sure
 * nothing is written: that cost is the whole of it.
 */
export const spendMore = `
  spent_nanousd = case when last_attempt_id is null and ? = 0 then null else coalesce(spent_nanousd, cost_nanousd, 0) + ? end,
  spent_upper_nanousd = case when last_attempt_id is null and ? = 0 then null else coalesce(spent_upper_nanousd, 0) + ? end,
  spent_doubt = case when last_attempt_id is null and ? = 0 then null else coalesce(spent_doubt, 0) | ? end`

/** Keeps what calls before came to, of a probe whose last cost is about to be another than a call's. */
export const keepSpent = `
  spent_nanousd = case when last_attempt_id is null then null else coalesce(spent_nanousd, cost_nanousd, 0) end,
  spent_upper_nanousd = case when last_attempt_id is null then null else coalesce(spent_upper_nanousd, 0) end,
  spent_doubt = case when last_attempt_id is null then null else coalesce(spent_doubt, 0) end`

interface CallCost {
  readonly costState: CostState
  readonly costNanoUsd: number | null
  readonly costUpperNanoUsd: number | null
}

export function spentBy({ costState, costNanoUsd, costUpperNanoUsd }: CallCost): number[] {
  const isBounded = costUpperNanoUsd !== null && costState !== 'unknown'
  const doubt = costNanoUsd !== null ? 0 : isBounded ? 1 : 2
  const upper = costNanoUsd === null ? (costUpperNanoUsd ?? 0) : 0
  return [doubt, costNanoUsd ?? 0, doubt, upper, doubt, doubt]
}
