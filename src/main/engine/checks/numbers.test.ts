import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { numberFrom, numbersIn } from './numbers.ts'

describe('numbers in an answer', () => {
  it.each<[string, number[]]>([
    ['1,234.5', [1234.5]],
    ['1,234,567', [1_234_567]],
    ['1, 2, 3', [1, 2, 3]],
    ['12,34', [12, 34]],
    ['−3', [-3]],
    ['–3.5', [-3.5]],
    ['5e-3', [0.005]],
    ['1.5E+2', [150]],
    ['2e−3', [0.002]],
    ['12%', [0.12]],
    ['12.3 %', [0.123]],
    ['It is 42.', [42]],
    ['.5', [0.5]],
    ['-.5', [-0.5]],
    ['+7', [7]],
    ['$1,000.', [1000]],
    ['1\u202f234', [1234]],
    ["1'234", [1234]],
    ['3-4', [3, 4]],
    ['pages 3–4', [3, 4]],
    ['gpt4 and x_2', []],
    ['none', []],
    ['1e999', []],
    ['**12**', [12]],
    ['\\boxed{12}', [12]],
    ['2026-11-22', [2026, 11, 22]],
    ['1.2.3', [1.2]],
  ])('of %j are %j', (text, expected) => {
    expect(numbersIn(text)).toEqual(expected)
  })

  it('are one where there is nothing else', () => {
    expect(numberFrom(' 1,234.5 ')).toBe(1234.5)
    expect(numberFrom('5.')).toBe(5)
    expect(numberFrom('5 or so')).toBeUndefined()
    expect(numberFrom('')).toBeUndefined()
  })

  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])('are read as they are written by a machine', (value) => {
    expect(numbersIn(`It is ${value}.`)).toEqual([value === 0 ? (Object.is(value, -0) ? 0 : value) : value])
  })

  test.prop([fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })])('are read with commas between thousands', (value) => {
    expect(numbersIn(value.toLocaleString('en-US'))).toEqual([value])
  })
})
