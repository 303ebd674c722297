import type { CostState } from '#contract/calls'
import { callsOf, costWords, exactCostStates, sayCoverage } from '#contract/cost-words'
import type { CostTotal, Coverage, EstimatedCost } from '#contract/costs'

/** An amount as it is shown. `text` is a dash where nothing is known; `title` says why, or gives the exact amount. */
export interface Amount {
  readonly text: string
  readonly title: string | undefined
  readonly isKnown: boolean
}

const nanoPerUsd = 1_000_000_000
const wholeCents = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const threeDigits = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 3,
})

/**
 * Nano-dollars for a person: cents from $1 on, below that three significant digits, so that an amount is never shown as $0.00.
 * Units: nano-USD. 0 is `$0`.
 */
export function formatUsd(nanoUsd: number): string {
  if (nanoUsd === 0) return '$0'
  const usd = nanoUsd / nanoPerUsd
  // What would be rounded to $1.00 is a dollar.
  return Math.abs(usd) >= 0.9995 ? wholeCents.format(usd) : threeDigits.format(usd)
}

/** The amount to the nano-dollar, no digit more than it has: `$0.000000125`, `$12.50`. */
export function formatUsdExactly(nanoUsd: number): string {
  const sign = nanoUsd < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(nanoUsd) / nanoPerUsd)
  const fraction = String(Math.abs(nanoUsd) % nanoPerUsd)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${sign}$${whole.toLocaleString('en-US')}${fraction === '' ? '' : `.${fraction.padEnd(2, '0')}`}`
}

/** `low` alone where both read the same. */
export function formatUsdRange(lowNanoUsd: number, highNanoUsd: number): string {
  const [low, high] = [formatUsd(lowNanoUsd), formatUsd(highNanoUsd)]
  return low === high ? low : `${low}–${high}`
}

/** Whether anything is known of what a sum comes to: it may be a range, or the least. */
export function isKnownTotal({ nanoUsd, upperNanoUsd, coverage }: CostTotal): boolean {
  return coverage.unknown.calls === 0 || nanoUsd !== 0 || upperNanoUsd !== 0
}

/** A sum: a range where calls may have been billed, `≥` where the cost of some is not known, a dash where that is all there is. */
export function describeTotal(total: CostTotal): Amount {
  const { nanoUsd, upperNanoUsd, coverage } = total
  if (!isKnownTotal(total)) return { text: '–', title: `The cost is not known: ${describeCoverage(coverage)}`, isKnown: false }
  const title = `${formatUsdExactly(nanoUsd)}${upperNanoUsd > 0 ? ` to ${formatUsdExactly(nanoUsd + upperNanoUsd)}` : ''}: ${describeCoverage(coverage)}`
  const text = formatUsdRange(nanoUsd, nanoUsd + upperNanoUsd)
  return { text: coverage.unknown.calls > 0 ? `≥ ${text}` : text, title, isKnown: true }
}

/** What one answer cost, or a dash with the reason. */
export function describeCost(cost: Pick<EstimatedCost, 'nanoUsd' | 'state'> | null): Amount {
  if (cost === null) return { text: '–', title: 'Nothing was sent yet', isKnown: false }
  if (cost.nanoUsd === null) return { text: '–', title: whyUnknown(cost.state), isKnown: false }
  const exactly = `${formatUsdExactly(cost.nanoUsd)}, ${costWords[cost.state]}`
  return { text: `${cost.state === 'estimated' ? '≈ ' : ''}${formatUsd(cost.nanoUsd)}`, title: exactly, isKnown: true }
}

/** The coverage in words, most certain first: `58 computed, 2 estimated`. */
export function describeCoverage(coverage: Coverage): string {
  return sayCoverage(coverage, (calls) => calls.toLocaleString('en-US'))
}

/** The share of calls whose cost is known to the nano-dollar, from 0 to 1; undefined without calls. */
export function exactShare(coverage: Coverage): number | undefined {
  const all = callsOf(coverage)
  return all === 0 ? undefined : callsOf(coverage, exactCostStates) / all
}

function whyUnknown(state: CostState): string {
  return state === 'maybe_billed'
    ? 'The answer was lost after it was asked for: it may have been billed'
    : 'Not known: the model has no price for what was used'
}

/**
 * A token rate for a person: `$10.00`, `$0.075`: cents, and further digits only where it has them.
 * Units: micro-USD per million tokens. null is unknown, a dash; 0 is free.
 */
export function formatRate(microUsdPerMillion: number | null): string {
  if (microUsdPerMillion === null) return '–'
  const text = formatUsdExactly(microUsdPerMillion * 1000)
  return microUsdPerMillion === 0 ? 'free' : text.includes('.') ? text : `${text}.00`
}
