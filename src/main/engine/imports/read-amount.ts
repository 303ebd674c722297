import type { Rates } from '#contract/prices'
import { type GivenRates, parseUsdPerMillion, parseUsdPerToken, roundUsdToNano } from '#engine/money'
import { type Flaw, type Json, quarantined } from './source-catalog.ts'

/** In what a source writes a price. */
export type PriceUnit = 'per_token' | 'per_million' | 'each'

/** The most a million tokens may cost before a person has to look: $1,000. In micro-USD. */
const absurdAbove = 1_000_000_000

const units: { readonly [Unit in PriceUnit]: (value: string | number) => number } = {
  per_token: parseUsdPerToken,
  per_million: parseUsdPerMillion,
  each: roundUsdToNano,
}

/** What a source writes under a name, and the class of ours that it prices. */
export interface WrittenPrice {
  readonly rateClass: keyof Rates
  readonly name: string
  readonly value: Json | undefined
  readonly unit: PriceUnit
}

/** Prices as read: what is absent stays a gap, null is the source's own "unknown". `flaws`: of those that cannot be right. */
export interface ReadPrices {
  readonly given: GivenRates
  readonly flaws: readonly Flaw[]
}

/** Exact, from the decimal text of each. Several names of one class: the first that is there counts. */
export function readPrices(written: readonly WrittenPrice[]): ReadPrices {
  const given: { [Class in keyof Rates]?: Rates[Class] } = {}
  const flaws: Flaw[] = []
  for (const price of written) {
    if (price.value === undefined || given[price.rateClass] !== undefined) continue
    const read = readAmount(price)
    if (typeof read === 'object' && read !== null) flaws.push(read)
    const rate = typeof read === 'object' && read !== null ? null : read
    given[price.rateClass] = rate as Rates['input'] & Rates['image']
    if (rate !== null && price.unit !== 'each' && rate > absurdAbove) flaws.push(absurd(price))
  }
  return { given, flaws }
}

function readAmount({ name, value, unit }: WrittenPrice): number | null | Flaw {
  if (value === null) return null
  if (typeof value !== 'number' && typeof value !== 'string') return quarantined('not_a_number', `${name} is no number`, false)
  const text = String(value).trim()
  if (/^-\d|^-\.\d/.test(text)) return quarantined('negative_price', `${name} is ${shown(text)}`, false)
  if (!/^\d/.test(text)) return quarantined('not_a_number', `${name} is ${shown(text)}`, false)
  try {
    return units[unit](text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return /^\d{1,40}(\.\d{1,60})?([eE][+-]?\d{1,3})?$/.test(text)
      ? quarantined('absurd_price', `${name} is ${shown(text)}, which is too large to be kept exactly`, false)
      : quarantined('not_a_number', `${name} is ${shown(text)}`, false)
  }
}

function absurd({ name, value, unit }: WrittenPrice): Flaw {
  return quarantined('absurd_price', `${name} is ${shown(String(value))} USD ${said[unit]}: above $1,000 per million tokens`, true)
}

const said = { per_token: 'a token', per_million: 'per million tokens', each: 'each' } as const

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
