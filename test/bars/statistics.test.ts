import { describe, expect, it } from 'vitest'
import { barsOf, referenceYardstickMs, slownessOf } from '../../bench/bars.ts'
import { describeMachine } from '../../bench/results.ts'
import { median, quantile } from '../../bench/statistics.ts'

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 9], 3],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle)
  })
})

describe('quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0.001, 1],
  ])('%d of 1 to 100 is %d', (share, value) => {
    expect(quantile(hundred, share)).toBe(value)
  })

  it('of nothing is refused', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError)
  })
})

describe('bars', () => {
  const measured = (p99Ms: number, totalMs: number) => ({
    machine: describeMachine(),
    yardstick: { jsonMs: 0, sha256Ms: 0, sqliteMs: 0, totalMs },
    catalog: { models: 1, p50Ms: 0, p99Ms, bestP99Ms: 0, queries: {} as never },
  })
  const isMet = (p99Ms: number, totalMs: number, leniency?: number) => barsOf(measured(p99Ms, totalMs), leniency).map((bar) => bar.isMet)

  it('hold as they are on the machine they were set on, and on a faster one', () => {
    expect([slownessOf(referenceYardstickMs), slownessOf(referenceYardstickMs / 4)]).toEqual([1, 1])
  })

  it('give a slower machine as much more time', () => {
    expect([isMet(1.9, referenceYardstickMs), isMet(1.9, referenceYardstickMs * 2)]).toEqual([[false], [true]])
  })

  it('may be held at twice their value', () => {
    expect([isMet(1.9, referenceYardstickMs, 2), isMet(2.1, referenceYardstickMs, 2)]).toEqual([[true], [false]])
  })

  it('of what was not measured are left out', () => {
    expect(barsOf({ machine: describeMachine(), yardstick: measured(0, 0).yardstick })).toEqual([])
  })
})
