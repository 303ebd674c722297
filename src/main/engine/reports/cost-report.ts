import type { CostDimension, CostRow } from '#contract/costs'
import type { Tokens } from '#contract/units'
import { costOfSums } from '#engine/runs'
import type { CostPart } from '#engine/storage'

/** Named so that their names are in the order of time. */
const periods: ReadonlySet<CostDimension> = new Set<CostDimension>(['month', 'week', 'day', 'hour', 'quarter'])

/** Groups at most; more is refused, not cut. */
export const mostGroups = 10_000

/** Adds parts up into one row per group, dearest first, and their total. */
export function costRows(parts: readonly CostPart[], dimensions: readonly CostDimension[]): { rows: CostRow[]; total: CostRow } {
  const groups = new Map<string, CostPart[]>()
  for (const part of parts) {
    const key = JSON.stringify(part.group)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [part])
    else group.push(part)
  }
  const rows = [...groups.values()].map((group) => rowOf(group, group[0]?.group ?? []))
  const isTime = dimensions[0] !== undefined && periods.has(dimensions[0])
  rows.sort((left, right) => (isTime ? 0 : right.cost.nanoUsd - left.cost.nanoUsd) || compareGroups(left.group, right.group))
  return {
    rows,
    total: rowOf(
      parts,
      dimensions.map(() => null),
    ),
  }
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

function compareGroups(left: readonly (string | null)[], right: readonly (string | null)[]): number {
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)]
  return one < other ? -1 : one > other ? 1 : 0
}
