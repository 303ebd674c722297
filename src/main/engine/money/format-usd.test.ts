import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { MicroUsdPerMillionTokens, NanoUsd } from '#contract/units'
import { formatNanoUsd, formatRatePerMillion, nanoUsdToText, rateToText } from './format-usd.ts'

describe('nanoUsdToText', () => {
  it.each([
    [0, '0'],
    [1, '0.000000001'],
    [123_456, '0.000123456'],
    [1_500_000_000, '1.5'],
    [12_000_000_000, '12'],
    [Number.MAX_SAFE_INTEGER, '9007199.254740991'],
  ])('writes %s', (nanoUsd, text) => {
    expect(nanoUsdToText(NanoUsd.parse(nanoUsd))).toBe(text)
  })
})

describe('rateToText', () => {
  it.each([
    [0, '0'],
    [3_625, '0.003625'],
    [250_000, '0.25'],
    [15_000_000, '15'],
  ])('writes %s', (rate, text) => {
    expect(rateToText(MicroUsdPerMillionTokens.parse(rate))).toBe(text)
  })
})

describe('formatNanoUsd', () => {
  it.each([
    [0, '$0.00'],
    [1, '<$0.000001'],
    [999, '<$0.000001'],
    [1_000, '$0.000001'],
    [1_500, '$0.000002'],
    [2_500, '$0.000002'],
    [123_456, '$0.000123'],
    [12_345_678, '$0.0123'],
    [12_000_000, '$0.012'],
    [123_456_789, '$0.123'],
    [500_000_000, '$0.50'],
    [999_499_999, '$0.999'],
    [999_600_000, '$1.00'],
    [1_000_000_000, '$1.00'],
    [12_344_999_999, '$12.34'],
    [12_345_000_000, '$12.34'],
    [12_355_000_000, '$12.36'],
    [999_995_000_001, '$1,000.00'],
    [1_234_500_000_000, '$1,234.50'],
    [Number.MAX_SAFE_INTEGER, '$9,007,199.25'],
  ])('shows %s as %s', (nanoUsd, text) => {
    expect(formatNanoUsd(NanoUsd.parse(nanoUsd))).toBe(text)
  })

  test.prop([fc.integer({ min: 1_000, max: Number.MAX_SAFE_INTEGER })])('is never more than half of its last digit away', (nanoUsd) => {
    const shown = formatNanoUsd(NanoUsd.parse(nanoUsd)).replace(/[$,]/g, '')
    const step = nanoUsd >= 1e9 ? 1e7 : Math.max(1_000, 10 ** (String(nanoUsd).length - 3))
    const [whole = '', fraction = ''] = shown.split('.')
    const shownNanoUsd = BigInt(whole + fraction.padEnd(9, '0'))
    const away = shownNanoUsd - BigInt(nanoUsd)
    expect((away < 0n ? -away : away) * 2n <= BigInt(step)).toBe(true)
  })
})

describe('formatRatePerMillion', () => {
  it.each([
    [0, '$0.00'],
    [250_000, '$0.25'],
    [75_000, '$0.075'],
    [3_625, '$0.003625'],
    [15_000_000, '$15.00'],
    [1_234_500_000, '$1,234.50'],
  ])('shows %s as %s', (rate, text) => {
    expect(formatRatePerMillion(MicroUsdPerMillionTokens.parse(rate))).toBe(text)
  })

  it('calls what is not known unknown', () => {
    expect(formatRatePerMillion(null)).toBe('unknown')
  })
})
