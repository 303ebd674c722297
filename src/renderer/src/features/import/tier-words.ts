import type { PriceTier, Rates } from '#contract/prices'
import { formatCount, formatRate, formatUsdExactly } from '#renderer/lib'
import { rateLabels } from './rate-labels.ts'

const classes = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'reasoning', 'audio', 'image', 'perRequest'] as const
type RateName = keyof Rates

/** When a tier prices a request: `Above 200,000 input tokens, priority`. The last, without a condition, is for whatever is left. */
export function sayCondition({ when }: Pick<PriceTier, 'when'>, isOnly: boolean): string {
  if (when === undefined) return isOnly ? 'Always' : 'Otherwise'
  const { contextTokensOver, inclusive, serviceTier, utcHours } = when
  const parts = [
    contextTokensOver === undefined ? '' : `${inclusive === true ? 'from' : 'above'} ${formatCount(contextTokensOver)} input tokens`,
    serviceTier === undefined ? '' : `service tier ${serviceTier}`,
    utcHours === undefined ? '' : `${hour(utcHours.from)} to ${hour(utcHours.to)} UTC`,
  ].filter((part) => part !== '')
  const text = parts.join(', ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

/** The classes that any of the tiers has a price for. */
export function pricedClasses(tiers: readonly PriceTier[]): readonly { readonly name: RateName; readonly label: string }[] {
  return classes
    .filter((name) => tiers.some(({ rates }) => rates[name] !== null))
    .map((name) => ({ name, label: rateLabels[name] ?? name }))
}

/** Dollars per million tokens; of an image or a request, dollars each. */
export function sayRate(name: RateName, rate: number | null): string {
  if (rate === null) return '–'
  return name === 'image' || name === 'perRequest' ? formatUsdExactly(rate) : formatRate(rate)
}

/** What a row of a table has room for: the ordinary case. */
export function sayOrdinary(tiers: readonly PriceTier[]): string {
  const rates = tiers.at(-1)?.rates
  if (rates === undefined || (rates.input === null && rates.output === null)) return 'no price'
  const more = tiers.length > 1 ? `, ${tiers.length} tiers` : ''
  return `in ${formatRate(rates.input)}, out ${formatRate(rates.output)}${more}`
}

function hour(of: number): string {
  return `${String(of).padStart(2, '0')}:00`
}
