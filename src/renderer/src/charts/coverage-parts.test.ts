import { expect, it } from 'vitest'
import type { CostTotal } from '#contract/costs'
import type { NanoUsd } from '#contract/units'
import { coverageParts } from './coverage-parts.ts'

const part = (calls: number, nanoUsd = 0) => ({ calls, nanoUsd: nanoUsd as NanoUsd })

it('every state that a call is in is said with its calls and amount, and an unknown one without an amount', () => {
  const total: CostTotal = {
    nanoUsd: 3_300_000_000 as NanoUsd,
    upperNanoUsd: 20_000_000 as NanoUsd,
    coverage: {
      reported: part(0),
      computed: part(1204, 3_200_000_000),
      none: part(7),
      estimated: part(2, 100_000_000),
      maybe_billed: part(4),
      unknown: part(3),
    },
  }
  expect(coverageParts(total).map(({ text }) => text)).toEqual([
    '1,204 computed $3.20',
    '7 not billed',
    '2 estimated $0.10',
    '4 maybe billed ≤ $0.020',
    '3 unknown',
  ])
})
