import { formatUsdExactly } from '#renderer/lib'

/** What prices of tokens are told for. */
export type RateUnit = 'token' | 'thousand' | 'million'

export const rateUnits: readonly { readonly unit: RateUnit; readonly label: string; readonly per: string }[] = [
  { unit: 'token', label: 'token', per: 'token' },
  { unit: 'thousand', label: '1K', per: '1,000 tokens' },
  { unit: 'million', label: '1M', per: '1,000,000 tokens' },
]

/** Places behind the point of a rate in dollars: a rate is whole micro-USD per million tokens. */
const places: Readonly<Record<RateUnit, number>> = { token: 12, thousand: 9, million: 6 }
/** Most that a million tokens may cost: seven digits of dollars. In micro-USD. */
const mostMicroUsd = 9_999_999_999_999
/** An amount for each image or request: whole nano-USD. */
const placesOfEach = 9

export function perOf(unit: RateUnit): string {
  return rateUnits.find((each) => each.unit === unit)?.per ?? ''
}

/** A rate for a person: `$0.25`, `$0.00000025`, `free`; a dash where it is not known. Units: micro-USD per million tokens. */
export function sayRate(rate: number | null, unit: RateUnit): string {
  if (rate === null) return '–'
  return rate === 0 ? 'free' : `$${withCents(decimal(rate, places[unit]))}`
}

/** What an image or a request costs. Units: nano-USD. */
export function sayEach(nanoUsd: number | null): string {
  if (nanoUsd === null) return '–'
  return nanoUsd === 0 ? 'free' : formatUsdExactly(nanoUsd)
}

/** As it is typed: `0.25`; empty where it is not known. */
export function rateText(rate: number | null, unit: RateUnit): string {
  return rate === null ? '' : decimal(rate, places[unit])
}

export function eachText(nanoUsd: number | null): string {
  return nanoUsd === null ? '' : decimal(nanoUsd, placesOfEach)
}

/** What was typed: a number (null: nothing, it is not known), or what is wrong with it. */
export type ReadAmount = { readonly value: number | null } | { readonly problem: string }

export function readRate(text: string, unit: RateUnit): ReadAmount {
  return read(text, places[unit], mostMicroUsd, `US dollars per ${perOf(unit)}`)
}

export function readEach(text: string): ReadAmount {
  return read(text, placesOfEach, mostMicroUsd, 'US dollars each')
}

/** The same rate in another unit; what is no rate stays as it was typed. */
export function inUnit(text: string, from: RateUnit, to: RateUnit): string {
  const read = readRate(text, from)
  return 'problem' in read ? text : rateText(read.value, to)
}

function read(text: string, decimals: number, most: number, what: string): ReadAmount {
  const given = text.trim().replace(/^\$\s*/, '')
  if (given === '') return { value: null }
  const parts = /^(\d{1,30})(?:\.(\d{0,40}))?(?:e([+-]?\d{1,2}))?$/i.exec(given)
  if (parts === null) return { problem: `A number of ${what}, such as 0.25: digits, with a point and no comma.` }
  const [, whole = '', fraction = '', exponent = '0'] = parts
  const shift = Number(exponent) + decimals
  const digits = `${whole}${fraction}`
  const point = whole.length + shift
  const kept = digits.slice(0, Math.max(0, point)).padEnd(Math.max(0, point), '0')
  if (/[1-9]/.test(digits.slice(Math.max(0, point))))
    return { problem: `At most ${decimals} places behind the point: smaller amounts are not kept.` }
  const value = Number(kept === '' ? '0' : kept)
  if (value > most) return { problem: `From 0 to ${decimal(most, decimals)} ${what}.` }
  return { value }
}

/** `value / 10^places`, without a needless digit. */
function decimal(value: number, decimals: number): string {
  const digits = String(value).padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/0+$/, '')
  const whole = digits.slice(0, -decimals)
  return fraction === '' ? whole : `${whole}.${fraction}`
}

function withCents(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.')
  return `${Number(whole).toLocaleString('en-US')}.${fraction.padEnd(2, '0')}`
}
