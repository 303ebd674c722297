import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { NanoUsd } from '#contract/units'
import { nanoUsdToText, rateToText } from './format-usd.ts'
import { parseUsdPerMillion, parseUsdPerToken, parseUsdToNano, roundUsdToNano } from './parse-usd.ts'

describe('parseUsdToNano', () => {
  it.each([
    ['0', 0],
    ['1.50', 1_500_000_000],
    ['0.000000001', 1],
    ['0.1230000000000', 123_000_000],
    ['1e-9', 1],
    ['1e3', 1_000_000_000_000],
    ['9007199.254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, nanoUsd) => {
    expect(parseUsdToNano(text)).toBe(nanoUsd)
  })

  it('refuses what is no amount, with the text', () => {
    expect(() => parseUsdToNano('-1')).toThrow(new RangeError('expected an amount in USD such as 1.50, got "-1"'))
  })

  it.each(['0.0000000001', '1.0000000005', '1e-10'])('refuses %s, which is finer than a nano-dollar', (text) => {
    expect(() => parseUsdToNano(text)).toThrow(new RangeError(`expected an amount in USD with at most 9 decimals, got "${text}"`))
  })

  it.each(['9007199.254740992', '1e30'])('refuses %s, which is too large to stay exact', (text) => {
    expect(() => parseUsdToNano(text)).toThrow(new RangeError(`${text} is too large an amount of USD to stay exact`))
  })

  test.prop([fc.maxSafeNat()])('reads back what nanoUsdToText wrote', (nanoUsd) => {
    expect(parseUsdToNano(nanoUsdToText(NanoUsd.parse(nanoUsd)))).toBe(nanoUsd)
  })
})

describe('parseUsdPerMillion', () => {
  it.each([
    ['0.25', 250_000],
    [0.25, 250_000],
    ['15', 15_000_000],
    [0, 0],
    ['0.003625', 3_625],
    [0.07, 70_000],
    [1.1, 1_100_000],
  ])('reads %s', (value, rate) => {
    expect(parseUsdPerMillion(value)).toBe(rate)
  })

  it.each([
    ['0.0000005', 0],
    ['0.0000015', 2],
    ['0.0000025', 2],
    ['0.00000250000000001', 3],
    ['0.0000024999', 2],
  ])('rounds %s half to even', (text, rate) => {
    expect(parseUsdPerMillion(text)).toBe(rate)
  })

  it('refuses what is no price, with the value', () => {
    expect(() => parseUsdPerMillion('cheap')).toThrow(
      new RangeError('expected a price in USD per million tokens such as 0.25, got "cheap"'),
    )
    expect(() => parseUsdPerMillion(-1)).toThrow(new RangeError('expected a price in USD per million tokens such as 0.25, got -1'))
  })

  it('refuses a price that would not stay exact', () => {
    expect(() => parseUsdPerMillion('9007199254.740992')).toThrow(new RangeError('9007199254.740992 is too large a price to stay exact'))
  })

  test.prop([fc.maxSafeNat()])('reads back what rateToText wrote', (micro) => {
    const rate = parseUsdPerMillion(`${micro}e-6`)
    expect([rate, parseUsdPerMillion(rateToText(rate))]).toEqual([micro, micro])
  })
})

describe('parseUsdPerToken', () => {
  it.each([
    [2.5e-7, 250_000],
    ['0.00000125', 1_250_000],
    [0, 0],
    [1e-12, 1],
    ['0.0000000000005', 0],
    ['0.0000000000015', 2],
    ['0.0000000000025', 2],
    [5.000125e-7, 500_012],
    ['9007.199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (value, rate) => {
    expect(parseUsdPerToken(value)).toBe(rate)
  })

  it.each([
    ['-1', new RangeError('expected a price in USD per token such as 2.5e-07, got "-1"')],
    ['9007.199254740992', new RangeError('9007.199254740992 is too large a price to stay exact')],
  ])('refuses %s, with the value', (text, error) => {
    expect(() => parseUsdPerToken(text)).toThrow(error)
  })

  test.prop([fc.nat({ max: 10_000_000_000 })])('is a millionth of a price per million tokens', (rate) => {
    expect(parseUsdPerToken(`${rate}e-12`)).toBe(parseUsdPerMillion(`${rate}e-6`))
  })
})

describe('roundUsdToNano', () => {
  it.each([
    ['0.0003613', 361_300],
    ['0.0000000005', 0],
    ['0.0000000015', 2],
    [0.005, 5_000_000],
    ['9007199.254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s, rounded half to even', (value, nanoUsd) => {
    expect(roundUsdToNano(value)).toBe(nanoUsd)
  })

  it.each([
    ['x', new RangeError('expected an amount in USD such as 0.0025, got "x"')],
    ['9007199.254740992', new RangeError('9007199.254740992 is too large an amount of USD to stay exact')],
  ])('refuses %s, with the value', (text, error) => {
    expect(() => roundUsdToNano(text)).toThrow(error)
  })
})
