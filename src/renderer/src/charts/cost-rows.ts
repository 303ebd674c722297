import type { CostState } from '#contract/calls'
import { costStates } from '#contract/cost-words'
import type { CostRow, Coverage } from '#contract/costs'
import type { NanoUsd, Tokens } from '#contract/units'

type Counts = Omit<CostRow, 'group' | 'cost'>

/** Several rows as one, to the nano-dollar and call; `group` is what it is to be called. */
export function sumRows(rows: readonly CostRow[], group: readonly (string | null)[] = []): CostRow {
  const sum = (of: (row: CostRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const tokens = (of: (row: CostRow) => number) => sum(of) as Tokens
  const counts: Counts = {
    calls: sum(({ calls }) => calls),
    answered: sum(({ answered }) => answered),
    failed: sum(({ failed }) => failed),
    succeededProbes: sum(({ succeededProbes }) => succeededProbes),
    inputTokens: tokens(({ inputTokens }) => inputTokens),
    cacheReadInputTokens: tokens(({ cacheReadInputTokens }) => cacheReadInputTokens),
    cacheWriteInputTokens: tokens(({ cacheWriteInputTokens }) => cacheWriteInputTokens),
    outputTokens: tokens(({ outputTokens }) => outputTokens),
    reasoningOutputTokens: tokens(({ reasoningOutputTokens }) => reasoningOutputTokens),
  }
  const part = (state: CostState) => ({
    calls: sum(({ cost }) => cost.coverage[state].calls),
    nanoUsd: sum(({ cost }) => cost.coverage[state].nanoUsd) as NanoUsd,
  })
  const coverage = Object.fromEntries(costStates.map((state) => [state, part(state)])) as Coverage
  return {
    group: [...group],
    ...counts,
    cost: {
      nanoUsd: sum(({ cost }) => cost.nanoUsd) as NanoUsd,
      upperNanoUsd: sum(({ cost }) => cost.upperNanoUsd) as NanoUsd,
      coverage,
    },
  }
}

/** Rows of several dimensions by one of them, dearest first, then what may have cost most, then by most calls. */
export function regroup(rows: readonly CostRow[], dimension: number): CostRow[] {
  const groups = new Map<string | null, CostRow[]>()
  for (const row of rows) {
    const name = row.group[dimension] ?? null
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [row])
    else group.push(row)
  }
  return [...groups]
    .map(([name, group]) => sumRows(group, [name]))
    .sort(
      (left, right) =>
        right.cost.nanoUsd - left.cost.nanoUsd || right.cost.upperNanoUsd - left.cost.upperNanoUsd || right.calls - left.calls,
    )
}
