import type { NanoUsd } from '#contract/units'
import { type Decimal, parseDecimal, roundHalfToEven } from '#engine/money'

/** Digits behind the point that are kept while amounts are added up: more than any provider writes. */
const scale = 30
const half = 10n ** BigInt(scale - 9) / 2n

/** Dollars as a file writes them, added up exactly and rounded once. */
export class UsdSum {
  #total = 0n
  #slack = 0n
  #count = 0

  add(amount: Decimal): void {
    const kept =
      amount.scale <= scale
        ? amount.digits * 10n ** BigInt(scale - amount.scale)
        : roundHalfToEven(amount.digits, 10n ** BigInt(amount.scale - scale))
    this.#total += kept
    // What is written with few digits may have been rounded to them.
    this.#slack += amount.scale <= scale && amount.scale > 0 ? 10n ** BigInt(scale - amount.scale) / 2n : half
    this.#count += 1
  }

  /** null: nothing was added. */
  nanoUsd(): NanoUsd | null {
    return this.#count === 0 ? null : (toSafe(roundHalfToEven(this.#total, half * 2n)) as NanoUsd)
  }

  /** How far the sum may be off for the rounding of its parts. Nano-USD. */
  slackNanoUsd(): number {
    return toSafe(roundHalfToEven(this.#slack, half * 2n))
  }
}

/** `$1,234.50`, `0.0123` or `2.5e-05`; undefined: no amount of at least 0. */
export function readUsd(text: string): Decimal | undefined {
  return parseDecimal(text.trim().replace(/^\$/, '').replaceAll(',', ''))
}

function toSafe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`${value} nano-USD is beyond what can be counted exactly`)
  return Number(value)
}
