import { describe, expect, it } from 'vitest'
import type { CostPart } from '#engine/storage'
import { costRows } from './cost-report.ts'

function part(group: readonly (string | null)[], costState: string, nanoUsd: number, calls = 1): CostPart {
  return {
    ...{ group, costState, nanoUsd, calls, answered: calls, failed: 0, succeededProbes: calls, upperNanoUsd: 0 },
    ...{ uncachedInputTokens: 10, cacheReadInputTokens: 0, cacheWriteInputTokens: 0, textOutputTokens: 5, reasoningOutputTokens: 1 },
  }
}

describe('the rows of a cost report', () => {
  it('are one per group, its cost states added up', () => {
    const { rows, total } = costRows([part(['a'], 'computed', 70), part(['a'], 'none', 0, 3), part(['b'], 'computed', 5)], ['model'])
    expect(rows.map((row) => [row.group, row.calls, row.cost.nanoUsd])).toEqual([
      [['a'], 4, 70],
      [['b'], 1, 5],
    ])
    expect(total).toMatchObject({ group: [null], calls: 5, inputTokens: 30, outputTokens: 15, cost: { nanoUsd: 75 } })
    expect(total.cost.coverage).toMatchObject({ computed: { calls: 2, nanoUsd: 75 }, none: { calls: 3, nanoUsd: 0 } })
  })

  it('keep groups apart whose names would read alike side by side', () => {
    const { rows } = costRows(
      [part(['a,b', 'c'], 'computed', 1), part(['a', 'b,c'], 'computed', 2), part([null, 'c'], 'none', 0)],
      ['model', 'run'],
    )
    expect(rows).toHaveLength(3)
  })

  it('are ordered by cost, then by name; by name alone when the first is a day', () => {
    const parts = [part(['2026-11-02'], 'computed', 9), part(['2026-11-01'], 'computed', 1), part(['2026-11-03'], 'computed', 9)]
    expect(costRows(parts, ['day']).rows.map((row) => row.group[0])).toEqual(['2026-11-01', '2026-11-02', '2026-11-03'])
    expect(costRows(parts, ['user']).rows.map((row) => row.group[0])).toEqual(['2026-11-02', '2026-11-03', '2026-11-01'])
  })

  it('of nothing are none, and their total is nothing', () => {
    expect(costRows([], ['model', 'day'])).toMatchObject({ rows: [], total: { group: [null, null], calls: 0, cost: { nanoUsd: 0 } } })
  })

  it('refuse a sum that would not be exact any more', () => {
    expect(() => costRows([part(['a'], 'computed', Number.MAX_SAFE_INTEGER), part(['a'], 'reported', 1)], ['model'])).toThrow(RangeError)
  })
})
