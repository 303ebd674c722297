import { describe, expect, it } from 'vitest'
import { readAmount } from './range-filter.tsx'
import { sayValues } from './values-filter.tsx'

describe('an amount that is typed', () => {
  it.each([
    ['250', 250],
    ['1,000,000', 1_000_000],
    ['0.0000025', 0.0000025],
    ['.5', 0.5],
    ['2e-6', 0.000002],
  ])('%s is %d', (text, value) => expect(readAmount(text)).toBe(value))

  it.each(['', '-1', '1,5', 'many', 'NaN', 'Infinity', '0x10', '1 2'])('%s is none', (text) => expect(readAmount(text)).toBeUndefined())
})

describe('values that are chosen', () => {
  it('are told as far as a chip has room', () => {
    const say = (...chosen: readonly string[]) => sayValues(chosen, (value) => value.toUpperCase())
    expect([say(), say('a'), say('a', 'b'), say('a', 'b', 'c')]).toEqual([undefined, 'A', 'A or B', 'A or 2 others'])
  })
})
