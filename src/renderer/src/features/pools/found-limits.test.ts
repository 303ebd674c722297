import { describe, expect, it } from 'vitest'
import type { EpochMs } from '#contract/units'
import { foundLimits, sayReason, stepChart } from './found-limits.ts'

const at = (atMs: number, from: unknown, to: unknown, reason = 'grown') => ({ atMs: atMs as EpochMs, data: { from, to, reason } })

describe('limits that were found by trying', () => {
  it('are told oldest first, and what says nothing is passed over', () => {
    expect(foundLimits([at(2000, 2, 4), at(3000, 'x', 1), at(1000, 1, 2)]).map(({ to }) => to)).toEqual([2, 4])
  })

  it('are steps from the first until now, 0 at the bottom', () => {
    const chart = stepChart(foundLimits([at(0, 1, 2), at(50_000, 2, 4, 'doubled')]), 100_000, 100, 40)
    expect(chart?.path).toBe('M0 30H0V20H50V0H100')
    expect(chart?.dots.map(({ x, y }) => [x, y])).toEqual([
      [0, 20],
      [50, 0],
    ])
    expect(chart?.marks).toEqual([
      { value: 4, y: 0 },
      { value: 2, y: 20 },
      { value: 0, y: 40 },
    ])
  })

  it('of a single change reach back a minute', () => {
    expect(stepChart(foundLimits([at(100_000, 4, 2)]), 100_000, 60, 40)?.fromMs).toBe(40_001)
    expect(stepChart([], 0, 60, 40)).toBeUndefined()
  })

  it('say why in words', () => {
    expect(sayReason('refused')).toEqual({ words: 'The provider said “too fast”', tone: 'bad' })
    expect(sayReason('moonshine').words).toBe('moonshine')
  })
})
