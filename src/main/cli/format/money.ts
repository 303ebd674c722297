import { callsOf, exactCostStates, sayCoverage } from '#contract/cost-words'
import type { CostTotal, Coverage } from '#contract/costs'
import type { NanoUsd } from '#contract/units'
import { formatNanoUsd } from '#engine'
import { range } from './quantities.ts'

export { formatNanoUsd, formatRatePerMillion, nanoUsdToText, rateToText } from '#engine'

/** Nano-dollars that a schema types as a plain whole number. */
export function usd(nanoUsd: number): string {
  return formatNanoUsd(nanoUsd as NanoUsd)
}

/** A total for a person: a range where calls may have been billed, `≥` where the cost of some is unknown; never a bare $0 for those. */
export function costText({ nanoUsd, upperNanoUsd, coverage }: CostTotal): string {
  const sum = range(usd(nanoUsd), usd(nanoUsd + upperNanoUsd))
  return coverage.unknown.calls > 0 ? `≥ ${sum}` : sum
}

/** How much of a total is exact: the share of its calls whose cost is known to the nano-dollar. A dash without calls. */
export function coverageShare(coverage: Coverage): string {
  const calls = callsOf(coverage)
  if (calls === 0) return '–'
  const exact = callsOf(coverage, exactCostStates)
  return `${exact === calls ? 100 : Math.min(99, Math.floor((exact / calls) * 100))} %`
}

/** The coverage in words, most certain first: `58 computed, 2 estimated`. */
export function coverageText(coverage: Coverage): string {
  return sayCoverage(coverage)
}
