import type { Call } from '#contract/runs'

/** What calls may have cost at most, together. Units: nano-USD. undefined: there is none, or the bound of one is not known. */
export function boundOf(calls: readonly Pick<Call, 'costUpperNanoUsd'>[]): number | undefined {
  if (calls.length === 0) return undefined
  let sum = 0
  for (const { costUpperNanoUsd } of calls) {
    if (costUpperNanoUsd === null) return undefined
    sum += costUpperNanoUsd
  }
  return sum
}
