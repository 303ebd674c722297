import type { CostDimension } from '#contract/costs'
import { isPeriod, scopeColumnOf } from './call-groups.ts'
import type { CallRange } from './call-range.ts'
import { listTest, type ScopeFilter } from './scope-filter.ts'
import type { KeySums, QuarterSums } from './sum-memory.ts'
import type { SumTree } from './sum-tree.ts'
import type { ZonePeriods } from './zone-periods.ts'

interface Question {
  readonly filter: ScopeFilter
  readonly groupBy: readonly CostDimension[]
}

type KeyAt = (key: KeySums, quarter: number) => string | number

/**
 * Adds the whole quarters of a range up, as they were at the watermark or later. Answers with the quarters that were being added to just then: of those the sums
 * have all calls, and what came after the watermark is to be taken away.
 */
export function addSummedKeys(
  tree: SumTree,
  keys: Iterable<KeySums>,
  { filter, groupBy }: Question,
  range: CallRange,
  periods: ZonePeriods,
): ReadonlySet<number> {
  const { fromQuarter, untilQuarter, watermark } = range
  if (fromQuarter >= untilQuarter) return new Set()
  const isWanted = listTest(filter)
  const wanted = [...keys].filter((key) => key.last_quarter >= fromQuarter && key.first_quarter < untilQuarter && isWanted(key.dimensions))
  const keyAts = groupBy.map((dimension) => keyAt(dimension, periods))
  const periodKeys = groupBy.filter(isPeriod).map((unit) => memoized((quarter) => periods.keyOf(unit, quarter)))
  const isInOnePeriod = ({ first_quarter, last_quarter }: KeySums) =>
    periodKeys.every((keyOf) => keyOf(first_quarter) === keyOf(last_quarter))
  const isIn = ({ quarter }: QuarterSums) => quarter >= fromQuarter && quarter < untilQuarter
  const mended = quartersAcross(wanted, watermark, isIn)
  const group: (string | number)[] = []
  const add = (key: KeySums, quarter: number, sums: readonly number[]) => {
    for (let index = 0; index < keyAts.length; index += 1) group[index] = keyAts[index]?.(key, quarter) ?? ''
    group[keyAts.length] = key.dimensions.cost_state
    tree.add(group, sums, 1)
  }
  for (const key of wanted) {
    const isWhole = key.first_quarter >= fromQuarter && key.last_quarter < untilQuarter && key.last_seq <= watermark && isInOnePeriod(key)
    if (isWhole) add(key, key.first_quarter, key.sums)
    else
      for (const part of key.quarters.values())
        if (isIn(part) && (part.first_seq <= watermark || mended.has(part.quarter))) add(key, part.quarter, part.sums)
  }
  return mended
}

function quartersAcross(keys: readonly KeySums[], watermark: number, isIn: (part: QuarterSums) => boolean): ReadonlySet<number> {
  const across = new Set<number>()
  for (const key of keys) {
    if (key.last_seq <= watermark || key.first_seq > watermark) continue
    for (const part of key.quarters.values())
      if (part.first_seq <= watermark && part.last_seq > watermark && isIn(part)) across.add(part.quarter)
  }
  return across
}

function keyAt(dimension: CostDimension, periods: ZonePeriods): KeyAt {
  if (isPeriod(dimension)) {
    const keyOf = memoized((quarter) => periods.keyOf(dimension, quarter))
    return (_, quarter) => keyOf(quarter)
  }
  const column = scopeColumnOf(dimension)
  return ({ dimensions }) => dimensions[column]
}

function memoized(compute: (quarter: number) => number): (quarter: number) => number {
  const known = new Map<number, number>()
  return (quarter) => {
    let key = known.get(quarter)
    if (key === undefined) {
      key = compute(quarter)
      known.set(quarter, key)
    }
    return key
  }
}
