import type { CostState } from './calls.ts'

/** How sure a cost is, in words, most certain first. No schema stands here: pages load it, too. */
export const costWords: Readonly<Record<CostState, string>> = {
  reported: 'named by the provider',
  computed: 'computed',
  none: 'not billed',
  estimated: 'estimated',
  maybe_billed: 'maybe billed',
  unknown: 'of unknown cost',
}

/** Those words' order. */
export const costStates = Object.keys(costWords) as readonly CostState[]

/** The states in which a cost is known to the nano-dollar. */
export const exactCostStates: readonly CostState[] = ['none', 'reported', 'computed']

/** A coverage in words: `58 computed, 2 estimated`. `count`: how a number is written. */
export function sayCoverage(
  coverage: Readonly<Record<CostState, { readonly calls: number }>>,
  count: (calls: number) => string = String,
): string {
  const parts = costStates
    .filter((state) => coverage[state].calls > 0)
    .map((state) => `${count(coverage[state].calls)} ${costWords[state]}`)
  return parts.length === 0 ? 'no calls yet' : parts.join(', ')
}

/** Calls of the states, of all where none are named. */
export function callsOf(
  coverage: Readonly<Record<CostState, { readonly calls: number }>>,
  states: readonly CostState[] = costStates,
): number {
  return states.reduce((sum, state) => sum + coverage[state].calls, 0)
}
