import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { eachText, inUnit, rateText, rateUnits, readEach, readRate, sayEach, sayRate } from './rate-unit.ts'

describe('a rate', () => {
  it('is told in each unit with every digit that it has', () => {
    expect(rateUnits.map(({ unit }) => sayRate(75_000, unit))).toEqual(['$0.000000075', '$0.000075', '$0.075'])
    expect(rateUnits.map(({ unit }) => sayRate(1_250_000_000, unit))).toEqual(['$0.00125', '$1.25', '$1,250.00'])
  })

  it('is free at 0, and a dash where it is not known', () => {
    expect([sayRate(0, 'token'), sayRate(null, 'million'), sayEach(0), sayEach(null), sayEach(4_000_000)]).toEqual([
      ...['free', '–', 'free', '–', '$0.004'],
    ])
  })

  test.prop([fc.integer({ min: 0, max: 9_999_999_999_999 }), fc.constantFrom('token', 'thousand', 'million')])(
    'is read back as it is written, in any unit',
    (rate, unit) => {
      expect(readRate(rateText(rate, unit), unit)).toEqual({ value: rate })
      expect(readRate(sayRate(rate, unit).replace('free', '0').replaceAll(',', ''), unit)).toEqual({ value: rate })
    },
  )

  it('moves to another unit, unless it is none', () => {
    expect(inUnit('0.25', 'million', 'token')).toBe('0.00000025')
    expect(inUnit('0.00000025', 'token', 'thousand')).toBe('0.00025')
    expect(inUnit('cheap', 'token', 'million')).toBe('cheap')
    expect(inUnit('', 'token', 'million')).toBe('')
  })
})

describe('what is typed', () => {
  it.each([
    ['', 'million', null],
    ['  ', 'million', null],
    ['$ 3', 'million', 3_000_000],
    ['.5', 'million', undefined],
    ['2.5e-7', 'token', 250_000],
    ['1.5E1', 'million', 15_000_000],
    ['0', 'million', 0],
    ['0.0000001', 'million', undefined],
    ['0.2500000000', 'million', 250_000],
    ['1e-99', 'million', undefined],
    ['10000000', 'million', undefined],
    ['9999999.999999', 'million', 9_999_999_999_999],
    ['9.9e99', 'million', undefined],
    ['0,25', 'million', undefined],
    ['NaN', 'million', undefined],
    ['Infinity', 'million', undefined],
    ['-1', 'million', undefined],
    ['0x10', 'million', undefined],
  ] as const)('%j per %s is %j', (text, unit, value) => {
    const read = readRate(text, unit)
    if (value === undefined) expect(read).toHaveProperty('problem')
    else expect(read).toEqual({ value })
  })

  it('says the range and the unit where it is none', () => {
    expect(readRate('10000000', 'million')).toEqual({ problem: 'From 0 to 9999999.999999 US dollars per 1,000,000 tokens.' })
    expect(readRate('0,25', 'token')).toEqual({ problem: expect.stringContaining('US dollars per token') })
    expect(readRate('0.0000001', 'million')).toEqual({ problem: expect.stringContaining('At most 6 places') })
  })

  it('is for each image and request in dollars', () => {
    expect(readEach('0.004')).toEqual({ value: 4_000_000 })
    expect(eachText(4_000_000)).toBe('0.004')
    expect(eachText(null)).toBe('')
  })
})
