import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Rates } from '#contract/prices'
import type { Usage } from '#contract/usage'
import { atHour, tierOf, usageOf } from '../../../../test/builders/prices.ts'
import { costOf } from './cost.ts'
import { upperBoundNanoUsd } from './upper-bound.ts'

const startedAtMs = atHour(12)
const classOf = {
  uncachedInputTokens: 'input',
  cacheReadInputTokens: 'cacheRead',
  cacheWrite5mInputTokens: 'cacheWrite5m',
  cacheWrite1hInputTokens: 'cacheWrite1h',
  textOutputTokens: 'output',
  reasoningOutputTokens: 'reasoning',
} as const satisfies Record<keyof Usage, keyof Rates>

const everyUsage = Object.keys(classOf) as (keyof Usage)[]
const tokens = fc.oneof(fc.nat(20), fc.nat(2_000_000))
const rate = fc.oneof(fc.nat(3_000), fc.nat(600_000_000))

const anyUsage = fc
  .record({
    uncachedInputTokens: tokens,
    cacheReadInputTokens: tokens,
    cacheWrite5mInputTokens: tokens,
    cacheWrite1hInputTokens: tokens,
    textOutputTokens: tokens,
    reasoningOutputTokens: tokens,
  })
  .map(usageOf)
function anyRates<Extra>(of: fc.Arbitrary<number | Extra>) {
  return fc.record({ input: of, output: of, cacheRead: of, cacheWrite5m: of, cacheWrite1h: of, reasoning: of })
}
const knownRates = anyRates<never>(rate)
const someRates = anyRates<null>(fc.option(rate, { freq: 4 }))

/** An oracle that knows no bigint: sums and products on decimal digits, as on paper. */
function digitsOf(value: number): number[] {
  return Array.from(String(value), Number).reverse()
}

function carried(columns: readonly number[]): number[] {
  const digits: number[] = []
  let carry = 0
  for (let place = 0; place < columns.length || carry > 0; place += 1) {
    const column = (columns[place] ?? 0) + carry
    digits.push(column % 10)
    carry = Math.floor(column / 10)
  }
  return digits
}

function plus(left: readonly number[], right: readonly number[]): number[] {
  return carried(Array.from({ length: Math.max(left.length, right.length) }, (_, place) => (left[place] ?? 0) + (right[place] ?? 0)))
}

function times(left: readonly number[], right: readonly number[]): number[] {
  const columns = new Array<number>(left.length + right.length).fill(0)
  for (const [i, a] of left.entries()) for (const [j, b] of right.entries()) columns[i + j] = (columns[i + j] ?? 0) + a * b
  return carried(columns)
}

function textOf(digits: readonly number[]): string {
  return digits
    .toReversed()
    .join('')
    .replace(/^0+(?=\d)/, '')
}

/** Pico-USD in digits to nano-USD in text: what the last three digits say, a tie by the parity of the fourth. */
function nanoTextOf(pico: readonly number[]): string {
  const [units = 0, tens = 0, hundreds = 0, fourth = 0, ...rest] = pico
  const thousandths = hundreds * 100 + tens * 10 + units
  const isUp = thousandths > 500 || (thousandths === 500 && fourth % 2 === 1)
  return textOf(plus([fourth, ...rest], [isUp ? 1 : 0]))
}

function picoByHand(usage: Usage, rates: Partial<Record<keyof Rates, number | null>>): number[] {
  return everyUsage.reduce<number[]>((sum, key) => plus(sum, times(digitsOf(usage[key]), digitsOf(rates[classOf[key]] ?? 0))), [])
}

function total(left: Usage, right: Usage): Usage {
  return usageOf(Object.fromEntries(everyUsage.map((key) => [key, left[key] + right[key]])))
}

describe('costOf, for any usage and rates', () => {
  test.prop([anyUsage, knownRates])('is what pencil and paper say, to the pico-dollar', (usage, rates) => {
    const cost = costOf({ usage, startedAtMs }, [tierOf(rates)])
    const pico = picoByHand(usage, rates)
    expect([String(cost.picoUsd), String(cost.nanoUsd), cost.state]).toEqual([textOf(pico), nanoTextOf(pico), 'computed'])
  })

  test.prop([anyUsage, someRates])(
    'is unknown just when a class that was used has no rate, and its known part is that of the rest',
    (usage, rates) => {
      const cost = costOf({ usage, startedAtMs }, [tierOf(rates)])
      const isUnknown = everyUsage.some((key) => usage[key] > 0 && rates[classOf[key]] === null)
      expect([cost.state, cost.nanoUsd === null]).toEqual([isUnknown ? 'unknown' : 'computed', isUnknown])
      expect(String(cost.knownNanoUsd)).toBe(nanoTextOf(picoByHand(usage, rates)))
    },
  )

  test.prop([anyUsage, someRates])('has lines that add up to it, and account for every token', (usage, rates) => {
    const { lines, picoUsd } = costOf({ usage, startedAtMs }, [tierOf(rates)])
    expect(lines.reduce((sum, line) => sum + (line.picoUsd ?? 0n), 0n)).toBe(picoUsd)
    const counted = lines.reduce((sum, line) => sum + ('tokens' in line ? line.tokens : 0), 0)
    expect(counted).toBe(everyUsage.reduce((sum, key) => sum + usage[key], 0))
  })

  test.prop([anyUsage, anyUsage, knownRates])('is additive within a tier', (left, right, rates) => {
    const picoOf = (usage: Usage) => costOf({ usage, startedAtMs }, [tierOf(rates)]).picoUsd
    expect(picoOf(total(left, right))).toBe(picoOf(left) + picoOf(right))
  })

  test.prop([anyUsage, anyUsage, knownRates, fc.nat(3_000_000)])(
    'never falls with more tokens where tiers do not fall',
    (usage, more, rates, threshold) => {
      const dearer = Object.fromEntries(Object.entries(rates).map(([name, value]) => [name, value * 2 + 1]))
      const tiers = [tierOf(dearer, { contextTokensOver: usageOf({ textOutputTokens: threshold }).textOutputTokens }), tierOf(rates)]
      const nanoOf = (of: Usage) => costOf({ usage: of, startedAtMs }, tiers).knownNanoUsd
      expect(nanoOf(total(usage, more))).toBeGreaterThanOrEqual(nanoOf(usage))
    },
  )

  test.prop([anyUsage, knownRates, knownRates, fc.nat(3_000_000), fc.nat(1_000)])(
    'is never above the upper bound of its tokens, in whatever tier',
    (usage, long, short, threshold, perRequest) => {
      const when = { contextTokensOver: usageOf({ textOutputTokens: threshold }).textOutputTokens }
      const tiers = [tierOf({ ...long, perRequest }, when), tierOf(short)]
      const inputTokensUpper = usageOf({
        textOutputTokens:
          usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens,
      }).textOutputTokens
      const outputTokensUpper = usageOf({ textOutputTokens: usage.textOutputTokens + usage.reasoningOutputTokens }).textOutputTokens
      const bound = upperBoundNanoUsd({ inputTokensUpper, outputTokensUpper }, tiers)
      expect(bound ?? -1).toBeGreaterThanOrEqual(costOf({ usage, startedAtMs }, tiers).knownNanoUsd)
    },
  )
})
