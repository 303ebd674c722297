import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Tokens } from '#contract/units'
import { ratesOf, usageOf } from '../../../../test/builders/prices.ts'
import { costOf } from './cost.ts'
import { rateFactors, scaledCostOf } from './scaled-cost.ts'

const rates = ratesOf({ input: 70_000, output: 330_000, cacheRead: 7000, perRequest: 5 })

describe('scaledCostOf', () => {
  it('multiplies input and output apart, caches with the input, and leaves the fee of a request', () => {
    const usage = usageOf({ uncachedInputTokens: 1000, cacheReadInputTokens: 1000, textOutputTokens: 100, reasoningOutputTokens: 0 })
    // 1,000 × 70,000 × 1.5 + 1,000 × 7,000 × 1.5 = 115,500,000 pico; 100 × 330,000 × 2 = 66,000,000 pico; 5 nano
    expect(scaledCostOf(usage, rates, rateFactors(1.5, 2))).toBe(115_500 + 66_000 + 5)
  })

  it('rounds once, half to even', () => {
    const half = ratesOf({ input: 1, output: 1 })
    expect(scaledCostOf(usageOf({ uncachedInputTokens: 1000 }), half, rateFactors(0.5, 1))).toBe(0)
    expect(scaledCostOf(usageOf({ uncachedInputTokens: 1000 }), half, rateFactors(1.5, 1))).toBe(2)
  })

  it('knows nothing where a rate that was used is not known', () => {
    expect(scaledCostOf(usageOf({ textOutputTokens: 1 }), ratesOf({ input: 1, output: null }), rateFactors(1, 1))).toBeNull()
  })

  it('takes no factor below 0', () => expect(() => rateFactors(-1, 1)).toThrow(RangeError))

  test.prop([fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 0, max: 1e7 })])(
    'comes to the cost as it was when nothing is changed',
    (input, output) => {
      const usage = usageOf({ uncachedInputTokens: input as Tokens, textOutputTokens: output as Tokens })
      const was = costOf({ usage, startedAtMs: 0 as never }, [{ rates }])
      expect(scaledCostOf(usage, rates, rateFactors(1, 1))).toBe(was.nanoUsd)
    },
  )
})
