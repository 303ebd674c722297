import type { CostDimension, CostRow } from '#contract/costs'
import type { Tokens } from '#contract/units'
import { costOfSums } from '#engine/runs'
import type { CostPart } from '#engine/storage'

/** Named so that their names are in the order of time. */
const periods: ReadonlySet<CostDimension> = new Set<CostDimension>(['month', 'week', 'day', 'hour', 'quarter'])

/** Groups at most; more is refused, not cut. */
export const mostGroups = 10_000

/** Adds parts up into one row per group, dearest first, or in the order of time where that is asked for first, and their total. */
export function costRows(parts: readonly CostPart[], dimensions: readonly CostDimension[]): { rows: CostRow[]; total: CostRow } {
  const isTime = dimensions[0] !== undefined && periods.has(dimensions[0])
  const rows = [...Map.groupBy(parts, (part) => JSON.stringify(part.group))]
    .map(([name, group]) => ({ name, row: rowOf(group, group[0]?.group ?? []) }))
    .sort((left, right) => (isTime ? 0 : right.row.cost.nanoUsd - left.row.cost.nanoUsd) || compare(left.name, right.name))
    .map(({ row }) => row)
  const nobody = dimensions.map(() => null)
  return { rows, total: rowOf(parts, nobody) }
}

function rowOf(parts: readonly CostPart[], group: readonly (string | null)[]): CostRow {
  const sum = (of: (part: CostPart) => number): number => parts.reduce((total, part) => total + of(part), 0)
  const tokens = (of: (part: CostPart) => number): Tokens => sum(of) as Tokens
  return {
    group: [...group],
    calls: sum((part) => part.calls),
    answered: sum((part) => part.answered),
    failed: sum((part) => part.failed),
    succeededProbes: sum((part) => part.succeededProbes),
    inputTokens: tokens((part) => part.uncachedInputTokens),
    cacheReadInputTokens: tokens((part) => part.cacheReadInputTokens),
    cacheWriteInputTokens: tokens((part) => part.cacheWriteInputTokens),
    outputTokens: tokens((part) => part.textOutputTokens),
    reasoningOutputTokens: tokens((part) => part.reasoningOutputTokens),
    cost: costOfSums(parts),
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
