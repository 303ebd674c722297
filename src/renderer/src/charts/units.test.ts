import { describe, expect, it } from 'vitest'
import { ticksUpTo, units } from './units.ts'

describe('ticks', () => {
  it('are round, begin at 0 and reach the largest value', () => {
    expect(ticksUpTo(930)).toEqual([0, 250, 500, 750, 1000])
    expect(ticksUpTo(0.07)).toEqual([0, 0.02, 0.04, 0.06, 0.08])
    expect(ticksUpTo(1)).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  it('of what is counted are whole', () => {
    expect(ticksUpTo(3, 4, true)).toEqual([0, 1, 2, 3])
  })

  it('are there where nothing is', () => {
    expect(ticksUpTo(0)).toEqual([0, 1])
    expect(ticksUpTo(Number.NaN)).toEqual([0, 1])
  })
})

describe('units', () => {
  it('money is short at the axis, and whole in a table', () => {
    expect([0, 250_000_000, 20_000_000_000, 1_500_000_000_000].map(units.usd.tick)).toEqual(['$0', '$0.25', '$20', '$1.5K'])
    expect(units.usd.exact(1_234_567_891)).toBe('$1.234567891')
  })

  it('every value says its unit', () => {
    expect(units.ms.tick(1500)).toBe('1.5 s')
    expect(units.share.tick(0.25)).toBe('25 %')
    expect(units.callsPerMinute.short(1200)).toBe('1,200/min')
    expect(units.usdPerHour.short(2_500_000_000)).toBe('$2.50/h')
  })
})
