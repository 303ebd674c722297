import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { NanoUsd } from '#contract/units'
import { addNanoUsd, roundHalfToEven, roundUp, toNanoUsd, toRate } from './integers.ts'

const largest = Number.MAX_SAFE_INTEGER
const divisor = fc.bigInt({ min: 1n, max: 10n ** 15n })
const dividend = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })

describe('roundHalfToEven', () => {
  it.each([
    [0n, 0n],
    [499n, 0n],
    [500n, 0n],
    [501n, 1n],
    [999n, 1n],
    [1_000n, 1n],
    [1_499n, 1n],
    [1_500n, 2n],
    [2_500n, 2n],
    [2_501n, 3n],
    [3_500n, 4n],
    [-499n, 0n],
    [-500n, 0n],
    [-501n, -1n],
    [-1_500n, -2n],
    [-2_500n, -2n],
  ])('makes %s thousandths %s', (thousandths, whole) => {
    expect(roundHalfToEven(thousandths, 1_000n)).toBe(whole)
  })

  it('has no tie with an odd divisor', () => {
    expect([1n, 2n, 4n, 5n].map((value) => roundHalfToEven(value, 3n))).toEqual([0n, 1n, 1n, 2n])
  })

  test.prop([dividend, divisor])('is never more than half a divisor away, and exactly half only from an even number', (value, by) => {
    const rounded = roundHalfToEven(value, by)
    const twiceAway = (value - rounded * by) * 2n
    expect(twiceAway <= by && twiceAway >= -by).toBe(true)
    if (twiceAway === by || twiceAway === -by) expect(rounded % 2n).toBe(0n)
  })

  it.each([0n, -1n])('refuses the divisor %s', (by) => {
    expect(() => roundHalfToEven(1n, by)).toThrow(new RangeError(`the divisor must be above 0, got ${by}`))
  })
})

describe('roundUp', () => {
  it.each([
    [0n, 0n],
    [1n, 1n],
    [999n, 1n],
    [1_000n, 1n],
    [1_001n, 2n],
    [-1n, 0n],
    [-999n, 0n],
    [-1_000n, -1n],
  ])('makes %s thousandths %s', (thousandths, whole) => {
    expect(roundUp(thousandths, 1_000n)).toBe(whole)
  })

  test.prop([dividend, divisor])('is the smallest whole number that does not fall short', (value, by) => {
    const rounded = roundUp(value, by)
    expect(rounded * by >= value && (rounded - 1n) * by < value).toBe(true)
  })
})

describe('toNanoUsd and toRate', () => {
  it.each([0, 1, largest])('keep %s as it is', (value) => {
    expect([toNanoUsd(BigInt(value)), toRate(BigInt(value))]).toEqual([value, value])
  })

  it('refuse what is not exact any more, naming value and unit', () => {
    expect(() => toNanoUsd(9_007_199_254_740_992n)).toThrow(new RangeError('expected 0 to 9007199254740991 nano-USD, got 9007199254740992'))
    expect(() => toRate(-1n)).toThrow(new RangeError('expected 0 to 9007199254740991 micro-USD per million tokens, got -1'))
  })
})

describe('addNanoUsd', () => {
  const amount = (value: number) => NanoUsd.parse(value)

  it('adds up to the largest exact amount', () => {
    expect(addNanoUsd(amount(largest - 1), amount(1))).toBe(largest)
  })

  it('refuses a sum above it, naming both amounts', () => {
    expect(() => addNanoUsd(amount(largest), amount(1))).toThrow(
      new RangeError('9007199254740991 + 1 nano-USD is above 9007199254740991, the largest amount that stays exact'),
    )
  })
})
