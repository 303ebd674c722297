import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { decimalText, parseDecimal } from './decimal.ts'

describe('parseDecimal', () => {
  it.each([
    ['0', 0n, 0],
    ['12', 12n, 0],
    ['0.25', 25n, 2],
    ['007.50', 750n, 2],
    ['2.5e-07', 25n, 8],
    ['3E2', 3n, -2],
    ['1e+3', 1n, -3],
    [2.5e-7, 25n, 8],
    [0.1, 1n, 1],
    [1e21, 1n, -21],
  ])('reads %s exactly', (value, digits, scale) => {
    expect(parseDecimal(value)).toEqual({ digits, scale })
  })

  it.each(['', ' 1', '1 ', '-1', '+1', '.5', '5.', '1,5', '1.2.3', '$1', '0x10', '1e', '1e1000', 'NaN', '1\n'])(
    'does not read %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined()
    },
  )

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, -0.5])('does not read the number %s', (value) => {
    expect(parseDecimal(value)).toBeUndefined()
  })

  it('reads up to 40 digits before the point and 60 behind it', () => {
    expect(parseDecimal(`${'9'.repeat(40)}.${'9'.repeat(60)}`)?.scale).toBe(60)
    expect(parseDecimal('9'.repeat(41))).toBeUndefined()
    expect(parseDecimal(`0.${'9'.repeat(61)}`)).toBeUndefined()
  })
})

describe('decimalText', () => {
  it.each([
    [0n, 9, 0, '0'],
    [0n, 9, 2, '0.00'],
    [1n, 9, 0, '0.000000001'],
    [123_456n, 9, 0, '0.000123456'],
    [1_500_000_000n, 9, 0, '1.5'],
    [1_500_000_000n, 9, 2, '1.50'],
    [12_000_000_000n, 9, 0, '12'],
    [1_234_560n, 6, 2, '1.23456'],
    [100n, 0, 0, '100'],
    [100n, 0, 2, '100.00'],
  ])('writes %s at scale %s with at least %s decimals', (digits, scale, minFraction, text) => {
    expect(decimalText(digits, scale, minFraction)).toBe(text)
  })

  test.prop([fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(20), fc.nat(4)])(
    'is read back as the same number',
    (digits, scale, minFraction) => {
      const back = parseDecimal(decimalText(digits, scale, minFraction)) ?? { digits: -1n, scale: 0 }
      expect(back.digits * 10n ** BigInt(24 - back.scale)).toBe(digits * 10n ** BigInt(24 - scale))
    },
  )
})
