import { describe, expect, it } from 'vitest'
import { type NumberRule, readNumber, sayRange, showNumber } from './number-field.ts'

const calls: NumberRule = { min: 1, max: 10_000, unit: 'calls', none: 'no limit' }
const seconds: NumberRule = { min: 1000, max: 86_400_000, unit: 'seconds', scale: 1000 }

describe('a field for a number', () => {
  it('says its range in the unit that is typed, and what nothing means', () => {
    expect(sayRange(calls)).toBe('1 to 10,000 calls; empty: no limit')
    expect(sayRange(seconds)).toBe('1 to 86,400 seconds')
  })

  it('keeps what was typed in the unit that is kept', () => {
    expect(readNumber(' 1,250 ', calls)).toEqual({ value: 1250 })
    expect(readNumber('', calls)).toEqual({ value: null })
    expect(readNumber('2.5', seconds)).toEqual({ value: 2500 })
    expect(readNumber('0.1', { ...seconds, min: 100 })).toEqual({ value: 100 })
  })

  it.each([
    ['', seconds, 'Give a number: 1 to 86,400 seconds.'],
    ['many', calls, '“many” is not a number: 1 to 10,000 calls; empty: no limit.'],
    ['1e3', calls, '“1e3” is not a number: 1 to 10,000 calls; empty: no limit.'],
    ['0', calls, 'Out of range: 1 to 10,000 calls; empty: no limit.'],
    ['10001', calls, 'Out of range: 1 to 10,000 calls; empty: no limit.'],
    ['1.5', calls, 'Give a whole number: 1 to 10,000 calls; empty: no limit.'],
    ['1.0001', seconds, 'Give at most 3 digits after the point: 1 to 86,400 seconds.'],
  ])('refuses %j with its range', (text, rule, problem) => {
    expect(readNumber(text, rule)).toEqual({ problem })
  })

  it('shows what is kept as it would be typed', () => {
    expect([showNumber(2500, seconds), showNumber(null, calls), showNumber(1250, calls)]).toEqual(['2.5', '', '1250'])
  })
})
