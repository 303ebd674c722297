import { describe, expect, it } from 'vitest'
import type { CostState } from '#contract/calls'
import type { CostTotal } from '#contract/costs'
import type { NanoUsd } from '#contract/units'
import { costText, coverageShare, coverageText } from './money.ts'

function totalOf(nanoUsd: number, upperNanoUsd: number, calls: Partial<Record<CostState, number>>): CostTotal {
  const of = (state: CostState) => ({ calls: calls[state] ?? 0, nanoUsd: 0 as NanoUsd })
  return {
    nanoUsd: nanoUsd as NanoUsd,
    upperNanoUsd: upperNanoUsd as NanoUsd,
    coverage: {
      ...{ none: of('none'), reported: of('reported'), computed: of('computed') },
      ...{ estimated: of('estimated'), maybe_billed: of('maybe_billed'), unknown: of('unknown') },
    },
  }
}

describe('a total for people', () => {
  it('is one amount when everything is known', () => expect(costText(totalOf(12_300_000, 0, { computed: 3 }))).toBe('$0.0123'))
  it('is a range when calls may have been billed', () => {
    expect(costText(totalOf(10_000_000, 30_000_000, { computed: 1, maybe_billed: 1 }))).toBe('$0.01–$0.04')
  })
  it('never shows unknown costs as $0', () => expect(costText(totalOf(0, 0, { unknown: 2 }))).toBe('≥ $0.00'))
  it('counts as exact what is known to the nano-dollar', () => {
    expect(coverageShare(totalOf(0, 0, { computed: 2, none: 1, estimated: 1 }).coverage)).toBe('75 %')
    expect(coverageShare(totalOf(0, 0, { computed: 999, unknown: 1 }).coverage)).toBe('99 %')
    expect(coverageShare(totalOf(0, 0, {}).coverage)).toBe('–')
  })
  it('says what the coverage is made of, most certain first', () => {
    expect(coverageText(totalOf(0, 0, { unknown: 1, computed: 58, maybe_billed: 2 }).coverage)).toBe(
      '58 computed, 2 maybe billed, 1 of unknown cost',
    )
  })
})
