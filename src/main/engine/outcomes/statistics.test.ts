import { describe, expect, it } from 'vitest'
import { mcNemarP } from './mcnemar.ts'
import { wilsonRate } from './wilson.ts'

describe('the interval of a rate', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('is, for %i of %i, as R. G. Newcombe published it (1998, table I, method 3)', (passed, all, low, high) => {
    const rate = wilsonRate(passed, all)
    expect(rate?.rate).toBe(passed / all)
    expect([rate?.low, rate?.high].map((value) => Number(value?.toFixed(4)))).toEqual([low, high])
  })

  it('is none of nothing, and ends at 1 where all passed', () => {
    expect(wilsonRate(0, 0)).toBeNull()
    expect(wilsonRate(20, 20)).toMatchObject({ rate: 1, high: 1 })
  })
})

describe('the test of flips', () => {
  it.each([
    [0, 0, null],
    [1, 0, 1],
    [5, 5, 1],
    [0, 6, 0.03125],
    [1, 9, 0.021484375],
    [2, 12, 0.012939453125],
  ])('of %i one way and %i the other is exact', (one, other, p) => {
    const found = mcNemarP(one, other)
    if (p === null || found === null) expect(found).toBe(p)
    else expect(found).toBeCloseTo(p, 12)
    expect(mcNemarP(other, one)).toBe(found)
  })

  it('is a number for many flips, too', () => {
    expect(mcNemarP(1000, 1200)).toBeGreaterThan(0)
    expect(mcNemarP(30_000, 30_000)).toBeCloseTo(1, 6)
  })
})
