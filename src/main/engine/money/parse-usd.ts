import type { MicroUsdPerMillionTokens, NanoUsd } from '#contract/units'
import { type Decimal, parseDecimal } from './decimal.ts'
import { roundHalfToEven, toNanoUsd, toRate } from './integers.ts'

/**
 * An amount in dollars, such as `1.50`, taken exactly.
 * Errors: RangeError with the text, when it is no plain decimal, finer than a nano-dollar or too large to stay exact.
 */
export function parseUsdToNano(text: string): NanoUsd {
  const { digits, scale } = readDecimal(text, 'an amount in USD such as 1.50')
  if (!isWholeAt(digits, scale - 9)) throw new RangeError(`expected an amount in USD with at most 9 decimals, got ${JSON.stringify(text)}`)
  return exact(text, 'an amount of USD', () => toNanoUsd(scaledRound(digits, scale - 9)))
}

/**
 * A token rate written in USD per million tokens (vendors' pages, models.dev), rounded half to even to a micro-dollar per million.
 * Errors: RangeError with the value, when it is no decimal, negative or too large to stay exact.
 */
export function parseUsdPerMillion(value: string | number): MicroUsdPerMillionTokens {
  const { digits, scale } = readDecimal(value, 'a price in USD per million tokens such as 0.25')
  return exact(value, 'a price', () => toRate(scaledRound(digits, scale - 6)))
}

/**
 * A token rate written in USD per single token (LiteLLM, OpenRouter, Langfuse), rounded half to even to a micro-dollar per million.
 * Errors: RangeError with the value, when it is no decimal, negative or too large to stay exact.
 */
export function parseUsdPerToken(value: string | number): MicroUsdPerMillionTokens {
  const { digits, scale } = readDecimal(value, 'a price in USD per token such as 2.5e-07')
  return exact(value, 'a price', () => toRate(scaledRound(digits, scale - 12)))
}

/**
 * What one thing costs as a source writes it, in USD, rounded half to even to a nano-dollar.
 * Errors: RangeError with the value, when it is no decimal, negative or too large to stay exact.
 */
export function roundUsdToNano(value: string | number): NanoUsd {
  const { digits, scale } = readDecimal(value, 'an amount in USD such as 0.0025')
  return exact(value, 'an amount of USD', () => toNanoUsd(scaledRound(digits, scale - 9)))
}

function readDecimal(value: string | number, expected: string): Decimal {
  const decimal = parseDecimal(value)
  if (decimal === undefined) throw new RangeError(`expected ${expected}, got ${typeof value === 'string' ? JSON.stringify(value) : value}`)
  return decimal
}

function isWholeAt(digits: bigint, scale: number): boolean {
  return scale <= 0 || digits % 10n ** BigInt(scale) === 0n
}

function scaledRound(digits: bigint, scale: number): bigint {
  return scale <= 0 ? digits * 10n ** BigInt(-scale) : roundHalfToEven(digits, 10n ** BigInt(scale))
}

function exact<T>(value: string | number, what: string, convert: () => T): T {
  try {
    return convert()
  } catch (cause) {
    throw new RangeError(`${value} is too large ${what} to stay exact`, { cause })
  }
}
