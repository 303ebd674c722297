import { describe, expect, it } from 'vitest'
import { DurationMs, EpochMs, MicroUsdPerMillionTokens, MonotonicMs, NanoUsd, Ratio, Tokens } from './units.ts'

describe.each([
  ['EpochMs', EpochMs],
  ['NanoUsd', NanoUsd],
  ['Tokens', Tokens],
  ['MicroUsdPerMillionTokens', MicroUsdPerMillionTokens],
])('%s', (_, schema) => {
  it('is a whole number from 0 to the greatest safe integer', () => {
    for (const value of [0, 1, Number.MAX_SAFE_INTEGER]) expect(schema.safeParse(value).success).toBe(true)
  })

  it('is never negative, broken, beyond a safe integer, text or null', () => {
    for (const value of [-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, Number.POSITIVE_INFINITY, '1', null])
      expect(schema.safeParse(value).success).toBe(false)
  })
})

describe('lengths of time', () => {
  it('may be a fraction of a millisecond', () => {
    expect(DurationMs.parse(0.25)).toBe(0.25)
    expect(MonotonicMs.parse(0.25)).toBe(0.25)
  })

  it('are never negative, while a steady clock may begin anywhere', () => {
    expect(DurationMs.safeParse(-1).success).toBe(false)
    expect(MonotonicMs.safeParse(-1).success).toBe(true)
  })
})

describe('a ratio', () => {
  it('lies between 0 and 1, both included', () => {
    expect([0, 0.5, 1].every((value) => Ratio.safeParse(value).success)).toBe(true)
    expect([-0.01, 1.01, 50].some((value) => Ratio.safeParse(value).success)).toBe(false)
  })
})
