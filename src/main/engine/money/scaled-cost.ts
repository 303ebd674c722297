import type { Rates } from '#contract/prices'
import type { NanoUsd } from '#contract/units'
import type { Usage } from '#contract/usage'
import { type CostLine, costLinesOf } from './cost.ts'
import { type Decimal, parseDecimal } from './decimal.ts'
import { roundHalfToEven, toNanoUsd } from './integers.ts'

/** By what rates are multiplied: those of input, read from and written to a cache too, and those of output, reasoning too. A fee per request stays. */
export interface RateFactors {
  readonly input: Decimal
  readonly output: Decimal
}

const picoInNano = 1_000n
const one: Decimal = { digits: 1n, scale: 0 }

const sides: Readonly<Record<CostLine['usageClass'], keyof RateFactors | undefined>> = {
  ...({ input: 'input', cacheRead: 'input', cacheWrite5m: 'input', cacheWrite1h: 'input' } as const),
  ...({ output: 'output', reasoning: 'output', perRequest: undefined } as const),
}

/** Errors: RangeError for what is no plain number of at least 0. */
export function rateFactors(input: number, output: number): RateFactors {
  return { input: factorOf(input), output: factorOf(output) }
}

/** What a usage comes to at rates times their factors, exact, rounded half to even once; null: the rate of a class that was used is not known. Errors: RangeError beyond what is exact. */
export function scaledCostOf(usage: Usage, rates: Rates, factors: RateFactors): NanoUsd | null {
  const scale = Math.max(0, factors.input.scale, factors.output.scale)
  let sum = 0n
  for (const { usageClass, picoUsd } of costLinesOf(usage, rates)) {
    if (picoUsd === null) return null
    const side = sides[usageClass]
    const factor = side === undefined ? one : factors[side]
    sum += picoUsd * factor.digits * 10n ** BigInt(scale - factor.scale)
  }
  return toNanoUsd(roundHalfToEven(sum, picoInNano * 10n ** BigInt(scale)))
}

function factorOf(value: number): Decimal {
  const decimal = parseDecimal(value)
  if (decimal === undefined) throw new RangeError(`expected a factor such as 1.2, got ${value}`)
  return decimal
}
