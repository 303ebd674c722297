import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { atHour, ratesOf, tierOf, usageOf } from '../../../../test/builders/prices.ts'
import { costOf } from './cost.ts'
import { costArithmeticOf } from './cost-arithmetic.ts'

const tokens = fc.oneof(fc.constant(0), fc.nat(20), fc.nat(2_000_000))
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
const rate = fc.option(fc.oneof(fc.nat(3000), fc.nat(600_000_000)), { freq: 6 })
const anyRates = fc.record({
  ...{ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate, reasoning: rate },
  perRequest: fc.option(fc.nat(1_000_000_000)),
})

/** Decimal text as an integer of this many decimals; throws where it has more. */
function scaled(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  if (fraction.length > decimals) throw new Error(`${text} has more than ${decimals} decimals`)
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

function halfToEven(pico: bigint): bigint {
  const [nano, rest] = [pico / 1000n, pico % 1000n]
  return rest > 500n || (rest === 500n && nano % 2n === 1n) ? nano + 1n : nano
}

describe('the arithmetic of a cost', () => {
  test.prop([anyUsage, anyRates])('adds up to the very nano-dollar that was charged, or to what is known of it', (usage, rates) => {
    const cost = costOf({ usage, startedAtMs: atHour(12) }, [tierOf(rates)])
    const { lines, knownUsd } = costArithmeticOf(usage, ratesOf(rates), false)
    const sum = lines.reduce((total, { usd }) => total + (usd === null ? 0n : scaled(usd, 12)), 0n)
    expect(sum).toBe(scaled(knownUsd, 12))
    expect(halfToEven(sum)).toBe(BigInt(cost.knownNanoUsd))
    expect(lines.some(({ usd }) => usd === null)).toBe(cost.nanoUsd === null)
  })

  test.prop([anyUsage, anyRates])('multiplies in each line as on paper, and accounts for every token', (usage, rates) => {
    const { lines } = costArithmeticOf(usage, ratesOf(rates), false)
    for (const { usageClass, quantity, rateUsd, usd } of lines) {
      if (rateUsd === null || usd === null) expect([rateUsd, usd]).toEqual([null, null])
      else expect(BigInt(quantity) * scaled(rateUsd, 9) * (usageClass === 'perRequest' ? 1_000_000n : 1n)).toBe(scaled(usd, 12) * 1000n)
    }
    const counted = lines.reduce((sum, { usageClass, quantity }) => sum + (usageClass === 'perRequest' ? 0 : quantity), 0)
    expect(counted).toBe(Object.values(usage).reduce((sum, count) => sum + count, 0))
  })

  it('has a line for the request where there is a fee', () => {
    const usage = usageOf({ uncachedInputTokens: 1500, reasoningOutputTokens: 3 })
    expect(costArithmeticOf(usage, ratesOf({ input: 250_000, output: 1, perRequest: 5_000_000 }), true)).toEqual({
      lines: [
        { usageClass: 'input', quantity: 1500, rateUsd: '0.25', usd: '0.000375' },
        { usageClass: 'reasoning', quantity: 3, rateUsd: null, usd: null },
        { usageClass: 'perRequest', quantity: 1, rateUsd: '0.005', usd: '0.005' },
      ],
      knownUsd: '0.005375',
      isEstimated: true,
    })
  })

  it('says of each class that its rate is unknown where there is no price', () => {
    const { lines, knownUsd } = costArithmeticOf(usageOf({ uncachedInputTokens: 1, textOutputTokens: 2 }), undefined, false)
    expect(lines).toEqual([
      { usageClass: 'input', quantity: 1, rateUsd: null, usd: null },
      { usageClass: 'output', quantity: 2, rateUsd: null, usd: null },
    ])
    expect(knownUsd).toBe('0')
  })
})
