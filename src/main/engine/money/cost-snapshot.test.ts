import { describe, expect, it } from 'vitest'
import { CostSnapshot, EstimatedCost } from '#contract/costs'
import { PriceVersionId } from '#contract/ids'
import { EpochMs, NanoUsd, Tokens } from '#contract/units'
import { tierOf } from '../../../../test/builders/prices.ts'
import { costSnapshotOf, estimatedCostOf } from './cost-snapshot.ts'

const priceVersionId = PriceVersionId.parse('01JZ0000000000000000000000')

describe('estimatedCostOf', () => {
  it('writes a known cost in exact decimal text', () => {
    const estimated = estimatedCostOf({ nanoUsd: NanoUsd.parse(123_456), state: 'computed', priceVersionId })
    expect(EstimatedCost.parse(estimated)).toEqual({ usd: '0.000123456', nanoUsd: 123_456, state: 'computed', priceVersionId })
  })

  it('writes a cost of nothing as 0', () => {
    expect(estimatedCostOf({ nanoUsd: NanoUsd.parse(0), state: 'none', priceVersionId: null }).usd).toBe('0')
  })

  it('writes null, not 0, where the cost is not known', () => {
    const estimated = estimatedCostOf({ nanoUsd: null, state: 'unknown', priceVersionId: null })
    expect(estimated).toEqual({ usd: null, nanoUsd: null, state: 'unknown', priceVersionId: null })
  })

  it('takes over nothing else from what it is given', () => {
    const row = { nanoUsd: null, state: 'maybe_billed', priceVersionId: null, attempt: 7 } as const
    expect(Object.keys(estimatedCostOf(row))).toEqual(['usd', 'nanoUsd', 'state', 'priceVersionId'])
  })
})

describe('costSnapshotOf', () => {
  const base = { input: 1_000_000, output: 2_000_000, cacheRead: 100_000, cacheWrite5m: 1_250_000, cacheWrite1h: 3_625, reasoning: 0 }
  const version = {
    id: priceVersionId,
    effectiveFromMs: EpochMs.parse(1_782_950_400_000),
    source: 'a page, 2026-07-02',
    tiers: [tierOf({ input: 5_000_000 }, { contextTokensOver: Tokens.parse(100) }), tierOf(base)],
  }

  it('writes the rates of the tier that priced', () => {
    expect(CostSnapshot.parse(costSnapshotOf(version, 1))).toEqual({
      costInputPerMillion: '1',
      costOutputPerMillion: '2',
      costCacheReadPerMillion: '0.1',
      costCacheWrite5mPerMillion: '1.25',
      costCacheWrite1hPerMillion: '0.003625',
      costReasoningPerMillion: '0',
      source: 'a page, 2026-07-02',
      effectiveFromMs: 1_782_950_400_000,
      priceVersionId,
    })
  })

  it('writes null where a rate of that tier is unknown', () => {
    expect(costSnapshotOf(version, 0)).toMatchObject({
      costInputPerMillion: '5',
      costOutputPerMillion: null,
      costCacheReadPerMillion: null,
      costCacheWrite5mPerMillion: null,
      costCacheWrite1hPerMillion: null,
      costReasoningPerMillion: null,
    })
  })

  it('is none where the version has no such tier', () => {
    expect(costSnapshotOf(version, 2)).toBeNull()
  })
})
