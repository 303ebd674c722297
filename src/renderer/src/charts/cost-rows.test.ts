import { expect, it } from 'vitest'
import type { CostRow, Coverage } from '#contract/costs'
import { regroup, sumRows } from './cost-rows.ts'

const none = { calls: 0, nanoUsd: 0 }
function row(
  group: (string | null)[],
  nanoUsd: number,
  coverage: Partial<Record<keyof Coverage, { calls: number; nanoUsd: number }>>,
): CostRow {
  const states = { none, reported: none, computed: none, estimated: none, maybe_billed: none, unknown: none, ...coverage }
  const counts = {
    calls: 2,
    answered: 1,
    failed: 1,
    succeededProbes: 1,
    inputTokens: 10,
    cacheReadInputTokens: 3,
    cacheWriteInputTokens: 0,
  }
  return { group, ...counts, outputTokens: 7, reasoningOutputTokens: 2, cost: { nanoUsd, upperNanoUsd: 5, coverage: states } } as CostRow
}

const rows = [
  row(['openai', 'first'], 100, { computed: { calls: 2, nanoUsd: 100 } }),
  row(['google', 'first'], 70, { estimated: { calls: 1, nanoUsd: 70 }, unknown: { calls: 1, nanoUsd: 0 } }),
  row(['openai', 'retry'], 11, { computed: { calls: 2, nanoUsd: 11 } }),
  row([null, 'retry'], 0, { none: { calls: 2, nanoUsd: 0 } }),
]

it('rows as one keep every call, token and nano-dollar, and how sure each is', () => {
  const sum = sumRows(rows, ['all'])
  expect(sum).toMatchObject({ group: ['all'], calls: 8, succeededProbes: 4, inputTokens: 40, reasoningOutputTokens: 8 })
  expect(sum.cost).toMatchObject({ nanoUsd: 181, upperNanoUsd: 20 })
  expect(sum.cost.coverage).toMatchObject({
    computed: { calls: 4, nanoUsd: 111 },
    unknown: { calls: 1, nanoUsd: 0 },
    none: { calls: 2, nanoUsd: 0 },
  })
})

it('rows of several dimensions are told by any one of them, dearest first, with the same sum', () => {
  expect(regroup(rows, 0).map(({ group, cost }) => [group[0], cost.nanoUsd])).toEqual([
    ['openai', 111],
    ['google', 70],
    [null, 0],
  ])
  expect(regroup(rows, 1).map(({ group, calls }) => [group[0], calls])).toEqual([
    ['first', 4],
    ['retry', 4],
  ])
})
