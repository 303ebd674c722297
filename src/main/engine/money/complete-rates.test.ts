import { describe, expect, it } from 'vitest'
import { ratesOf } from '../../../../test/builders/prices.ts'
import { completeRates } from './complete-rates.ts'

const { input, output, reasoning, cacheRead } = ratesOf({ input: 1, output: 2, reasoning: 3, cacheRead: 4 })

describe('completeRates', () => {
  it('leaves what nobody says unknown', () => {
    expect(completeRates({})).toEqual(ratesOf({}))
  })

  it('keeps every rate that is given', () => {
    const given = ratesOf({
      input: 1,
      output: 2,
      cacheRead: 3,
      cacheWrite5m: 4,
      cacheWrite1h: 5,
      reasoning: 6,
      audio: 7,
      image: 8,
      perRequest: 9,
    })
    expect(completeRates(given)).toEqual(given)
    expect(completeRates({}, given)).toEqual(given)
  })

  it('bills reasoning as output unless told', () => {
    expect(completeRates({ input, output }).reasoning).toBe(2)
    expect(completeRates({ input, output, reasoning }).reasoning).toBe(3)
  })

  it('bills reasoning as the output of the same tier before it looks at the base', () => {
    expect(completeRates({ output }, { output: cacheRead, reasoning }).reasoning).toBe(2)
    expect(completeRates({ input }, { output, reasoning }).reasoning).toBe(3)
    expect(completeRates({ input }, { output }).reasoning).toBe(2)
  })

  it('fills a gap from the base, but not what a source calls unknown', () => {
    expect(completeRates({ input }, { cacheRead }).cacheRead).toBe(4)
    expect(completeRates({ input, cacheRead: null }, { cacheRead }).cacheRead).toBeNull()
    expect(completeRates({ output, reasoning: null }).reasoning).toBeNull()
  })

  it('keeps free apart from unknown', () => {
    const { input: free } = ratesOf({ input: 0 })
    expect(completeRates({ input: free }, { input }).input).toBe(0)
  })
})
