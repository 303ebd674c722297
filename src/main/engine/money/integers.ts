import type { MicroUsdPerMillionTokens, NanoUsd } from '#contract/units'

const largest = BigInt(Number.MAX_SAFE_INTEGER)

/** `dividend / divisor` to the nearest whole number, a tie to the even one. Errors: RangeError unless `divisor` is above 0. */
export function roundHalfToEven(dividend: bigint, divisor: bigint): bigint {
  const below = floorDivide(dividend, divisor)
  const twiceRest = (dividend - below * divisor) * 2n
  if (twiceRest === divisor) return below % 2n === 0n ? below : below + 1n
  return twiceRest > divisor ? below + 1n : below
}

/** `dividend / divisor` to the whole number at or above it: for bounds, which must not fall short. Errors: RangeError unless `divisor` is above 0. */
export function roundUp(dividend: bigint, divisor: bigint): bigint {
  return -floorDivide(-dividend, divisor)
}

/** Errors: RangeError naming the value, when it is negative or above `Number.MAX_SAFE_INTEGER` (about 9 million dollars). */
export function toNanoUsd(value: bigint): NanoUsd {
  return toSafeInteger(value, 'nano-USD') as NanoUsd
}

/** Errors: RangeError naming the value, when it is negative or above `Number.MAX_SAFE_INTEGER` (about 9,007 dollars per token). */
export function toRate(value: bigint): MicroUsdPerMillionTokens {
  return toSafeInteger(value, 'micro-USD per million tokens') as MicroUsdPerMillionTokens
}

/** A checked sum. Errors: RangeError naming both amounts, when their sum is no longer a safe integer. */
export function addNanoUsd(left: NanoUsd, right: NanoUsd): NanoUsd {
  const sum = left + right
  if (!Number.isSafeInteger(sum))
    throw new RangeError(`${left} + ${right} nano-USD is above ${largest}, the largest amount that stays exact`)
  return sum as NanoUsd
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError(`the divisor must be above 0, got ${divisor}`)
  const truncated = dividend / divisor
  return truncated * divisor > dividend ? truncated - 1n : truncated
}

function toSafeInteger(value: bigint, unit: string): number {
  if (value < 0n || value > largest) throw new RangeError(`expected 0 to ${largest} ${unit}, got ${value}`)
  return Number(value)
}
