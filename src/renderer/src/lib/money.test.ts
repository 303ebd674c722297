import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { CostState } from '#contract/calls'
import { CostTotal, type Coverage } from '#contract/costs'
import { NanoUsd } from '#contract/units'
import {
  describeCost,
  describeCoverage,
  describeTotal,
  exactShare,
  formatRate,
  formatUsd,
  formatUsdExactly,
  formatUsdRange,
} from './money.ts'

describe('formatUsd', () => {
  it.each([
    [0, '$0'],
    [1, '$0.0000000010'],
    [1_250, '$0.00000125'],
    [9_900_000, '$0.0099'],
    [99_100_000, '$0.0991'],
    [123_456_789, '$0.123'],
    [999_400_000, '$0.999'],
    [999_600_000, '$1.00'],
    [1_234_567_890_000, '$1,234.57'],
  ])('shows %i nano-dollars as %s', (nanoUsd, text) => {
    expect(formatUsd(nanoUsd)).toBe(text)
  })

  test.prop([fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })])('never shows an amount as nothing', (nanoUsd) => {
    expect(Number(formatUsd(nanoUsd).replace(/[$,]/g, ''))).toBeGreaterThan(0)
  })
})

describe('formatUsdExactly', () => {
  test.prop([fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })])('loses no nano-dollar', (nanoUsd) => {
    const [whole = '', fraction = ''] = formatUsdExactly(nanoUsd).replace(/[$,]/g, '').split('.')
    expect(Number(BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')))).toBe(nanoUsd)
  })
})

it('a range of two amounts that read the same is one', () => {
  expect(formatUsdRange(2_000_000_000, 2_000_000_001)).toBe('$2.00')
  expect(formatUsdRange(2_000_000_000, 3_500_000_000)).toBe('$2.00–$3.50')
})

describe('describeTotal', () => {
  it('is a dash with the reason where nothing is known', () => {
    expect(describeTotal(totalOf(0, 0, { unknown: 3 }))).toEqual({
      text: '–',
      title: 'The cost is not known: 3 of unknown cost',
      isKnown: false,
    })
  })

  it('is at least what is known where some is not', () => {
    expect(describeTotal(totalOf(1_500_000_000, 0, { computed: 2, unknown: 1 })).text).toBe('≥ $1.50')
  })

  it('is a range where calls may have been billed, and says both ends exactly', () => {
    const { text, title } = describeTotal(totalOf(1_500_000_000, 500_000_001, { computed: 2, maybe_billed: 1 }))
    expect(text).toBe('$1.50–$2.00')
    expect(title).toBe('$1.50 to $2.000000001: 2 computed, 1 maybe billed')
  })

  it('is $0 where nothing was billed', () => {
    expect(describeTotal(totalOf(0, 0, { none: 4 })).text).toBe('$0')
  })
})

describe('describeCost', () => {
  it.each([
    ['maybe_billed', /may have been billed/],
    ['unknown', /no price/],
  ] as const)('says why an amount is not known: %s', (state, why) => {
    const { text, title, isKnown } = describeCost({ nanoUsd: null, state })
    expect([text, isKnown]).toEqual(['–', false])
    expect(title).toMatch(why)
  })

  it('marks what is estimated', () => {
    expect(describeCost({ nanoUsd: NanoUsd.parse(20_000_000), state: 'estimated' }).text).toBe('≈ $0.020')
  })
})

describe('coverage', () => {
  it('counts as exact what is known to the nano-dollar', () => {
    expect(exactShare(coverageOf({ reported: 1, computed: 1, none: 1, estimated: 1 }))).toBe(0.75)
    expect(exactShare(coverageOf({}))).toBeUndefined()
  })

  it('is said most certain first', () => {
    expect(describeCoverage(coverageOf({ unknown: 1, computed: 2000 }))).toBe('2,000 computed, 1 of unknown cost')
  })
})

it.each([
  [null, '–'],
  [0, 'free'],
  [10_000_000, '$10.00'],
  [75_000, '$0.075'],
])('a rate of %s micro-dollars reads %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text)
})

function coverageOf(calls: Partial<Record<CostState, number>>): Coverage {
  return Object.fromEntries(CostState.options.map((state) => [state, { calls: calls[state] ?? 0, nanoUsd: 0 }])) as Coverage
}

function totalOf(nanoUsd: number, upperNanoUsd: number, calls: Partial<Record<CostState, number>>): CostTotal {
  return CostTotal.parse({ nanoUsd, upperNanoUsd, coverage: coverageOf(calls) })
}
