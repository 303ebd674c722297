import { describe, expect, it } from 'vitest'
import { Tokens } from '#contract/units'
import { tierOf } from '../../../../test/builders/prices.ts'
import { upperBoundNanoUsd } from './upper-bound.ts'

const ceiling = (inputTokensUpper: number, outputTokensUpper: number) => ({
  inputTokensUpper: Tokens.parse(inputTokensUpper),
  outputTokensUpper: Tokens.parse(outputTokensUpper),
})
const thousandEach = ceiling(1_000, 1_000)

describe('upperBoundNanoUsd', () => {
  it('prices input at the input rate and output at the output rate', () => {
    expect(upperBoundNanoUsd(ceiling(3_000, 5_000), [tierOf({ input: 2, output: 10 })])).toBe(56)
  })

  it.each(['cacheRead', 'cacheWrite5m', 'cacheWrite1h'])('takes %s where it is the dearest kind of input', (usageClass) => {
    expect(upperBoundNanoUsd(thousandEach, [tierOf({ input: 2, output: 0, [usageClass]: 9 })])).toBe(9)
  })

  it('takes reasoning where it is dearer than output', () => {
    expect(upperBoundNanoUsd(thousandEach, [tierOf({ input: 0, output: 3, reasoning: 8 })])).toBe(8)
    expect(upperBoundNanoUsd(thousandEach, [tierOf({ input: 0, output: 8, reasoning: 3 })])).toBe(8)
  })

  it('takes the dearest of all tiers for input, output and the fee apart', () => {
    const flex = tierOf({ input: 9, output: 1, perRequest: 100 }, { serviceTier: 'flex' })
    expect(upperBoundNanoUsd(thousandEach, [flex, tierOf({ input: 1, output: 20, perRequest: 500 })])).toBe(529)
  })

  it.each([
    [0, 0],
    [1, 1],
    [999, 1],
    [1_000, 1],
    [1_001, 2],
  ])('rounds %s pico-dollars up to %s', (rate, nanoUsd) => {
    expect(upperBoundNanoUsd(ceiling(1, 0), [tierOf({ input: rate, output: 0 })])).toBe(nanoUsd)
  })

  it('adds the fee per request even where no token is allowed', () => {
    expect(upperBoundNanoUsd(ceiling(0, 0), [tierOf({ input: 1, output: 1, perRequest: 7 })])).toBe(7)
  })

  it('is 0 for a free model', () => {
    expect(upperBoundNanoUsd(thousandEach, [tierOf({ input: 0, output: 0 })])).toBe(0)
  })

  it.each([
    ['input', { output: 1 }],
    ['output', { input: 1 }],
  ])('is null when the %s rate of any tier is unknown', (_, rates) => {
    const known = tierOf({ input: 1, output: 1 })
    expect(upperBoundNanoUsd(thousandEach, [tierOf(rates)])).toBeNull()
    expect(upperBoundNanoUsd(thousandEach, [tierOf(rates, { serviceTier: 'flex' }), known])).toBeNull()
  })

  it('is null for a service tier that no tier names', () => {
    const tiers = [tierOf({ input: 5, output: 5 }, { serviceTier: 'priority' }), tierOf({ input: 1, output: 1 })]
    expect(upperBoundNanoUsd(thousandEach, tiers, 'flex')).toBeNull()
    expect(upperBoundNanoUsd(thousandEach, tiers, 'priority')).toBe(10)
    expect(upperBoundNanoUsd(thousandEach, tiers, 'default')).toBe(10)
  })

  it('is known where only cache and reasoning rates are unknown', () => {
    expect(upperBoundNanoUsd(thousandEach, [tierOf({ input: 1, output: 1, cacheRead: null, reasoning: null })])).toBe(2)
  })

  it('refuses a bound that would not stay exact', () => {
    expect(() => upperBoundNanoUsd(ceiling(Number.MAX_SAFE_INTEGER, 1), [tierOf({ input: 1_000, output: 1_000 })])).toThrow(RangeError)
  })
})
