import type { SimulatedUsage } from './usage.ts'

/** What a model costs. Units: micro-USD per million tokens, which is pico-USD per token. */
export interface SimulatedRates {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite5m: number
  readonly cacheWrite1h: number
  readonly reasoning: number
}

const small: SimulatedRates = {
  input: 250_000,
  output: 2_000_000,
  cacheRead: 25_000,
  cacheWrite5m: 312_500,
  cacheWrite1h: 500_000,
  reasoning: 2_000_000,
}

/**
 * The simulator's own price list, apart from the app's catalog so that the two ledgers check each other.
 * A model that is not listed has no price. Source: made up; a test holds it against the seed catalog.
 */
export const simulatedPrices: ReadonlyMap<string, SimulatedRates> = new Map([
  ['steady', small],
  ['flaky', small],
  ['swift', { input: 50_000, output: 400_000, cacheRead: 5000, cacheWrite5m: 62_500, cacheWrite1h: 100_000, reasoning: 400_000 }],
  [
    'thinker',
    { input: 1_250_000, output: 10_000_000, cacheRead: 125_000, cacheWrite5m: 1_562_500, cacheWrite1h: 2_500_000, reasoning: 8_000_000 },
  ],
  [
    'cached',
    { input: 3_000_000, output: 15_000_000, cacheRead: 300_000, cacheWrite5m: 3_750_000, cacheWrite1h: 6_000_000, reasoning: 15_000_000 },
  ],
  ['limited', { input: 150_000, output: 600_000, cacheRead: 75_000, cacheWrite5m: 187_500, cacheWrite1h: 300_000, reasoning: 600_000 }],
  ['free', { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, reasoning: 0 }],
])

/**
 * The bill for one answer, rounded half to even once, from an exact sum.
 * Units: nano-USD. null when the model has no price, which is not 0.
 */
export function billOf(usage: SimulatedUsage, rates: SimulatedRates | undefined): number | null {
  if (rates === undefined) return null
  const picoUsd =
    BigInt(usage.uncachedInputTokens) * BigInt(rates.input) +
    BigInt(usage.cacheReadInputTokens) * BigInt(rates.cacheRead) +
    BigInt(usage.cacheWrite5mInputTokens) * BigInt(rates.cacheWrite5m) +
    BigInt(usage.cacheWrite1hInputTokens) * BigInt(rates.cacheWrite1h) +
    BigInt(usage.textOutputTokens) * BigInt(rates.output) +
    BigInt(usage.reasoningOutputTokens) * BigInt(rates.reasoning)
  const whole = picoUsd / 1000n
  const rest = picoUsd % 1000n
  const isRoundedUp = rest > 500n || (rest === 500n && whole % 2n === 1n)
  return Number(isRoundedUp ? whole + 1n : whole)
}
