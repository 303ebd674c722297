import type { MicroUsdPerMillionTokens, NanoUsd } from '#contract/units'
import { decimalText } from './decimal.ts'
import { roundHalfToEven } from './integers.ts'

const nanoScale = 9
const microScale = 6
const microInNano = 1_000

/** The amount in USD, exact and as short as can be: `0.000123456`, `1.5`, `0`. What machines read. */
export function nanoUsdToText(amount: NanoUsd): string {
  return decimalText(BigInt(amount), nanoScale)
}

/** The rate in USD per million tokens, exact and as short as can be: `0.25`, `15`. What machines read. */
export function rateToText(rate: MicroUsdPerMillionTokens): string {
  return decimalText(BigInt(rate), microScale)
}

/**
 * The amount for a person's eye: cents from a dollar on (`$1,234.50`), below it three significant digits and at most six decimals (`$0.0123`),
 * `<$0.000001` for less than a micro-dollar, `$0.00` for nothing. Rounded half to even.
 */
export function formatNanoUsd(amount: NanoUsd): string {
  if (amount > 0 && amount < microInNano) return '<$0.000001'
  const decimals = Math.max(2, Math.min(microScale, 3 + nanoScale - String(amount).length))
  const shown = roundHalfToEven(BigInt(amount), 10n ** BigInt(nanoScale - decimals))
  return `$${withThousands(decimalText(shown, decimals, 2))}`
}

/** The rate per million tokens for a person's eye, exact, with cents at least: `$0.25`, `$0.075`; `unknown` for null. */
export function formatRatePerMillion(rate: MicroUsdPerMillionTokens | null): string {
  return rate === null ? 'unknown' : `$${withThousands(decimalText(BigInt(rate), microScale, 2))}`
}

function withThousands(text: string): string {
  const [whole = '', fraction = ''] = text.split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`
}
