import type { Kysely } from 'kysely'
import type { CostDimension } from '#contract/costs'
import type { Database } from '../database.ts'
import { groupName } from './call-groups.ts'
import { type CallNames, readNames } from './call-names.ts'
import { callRange } from './call-range.ts'
import { callSources, type SumRow } from './call-sources.ts'
import { inOneView } from './one-view.ts'
import type { ReaderMemory } from './reader-memory.ts'
import type { ScopeFilter } from './scope-filter.ts'
import { SumMemory, type SumName, sumNames } from './sum-memory.ts'
import { type SumGroup, SumTree } from './sum-tree.ts'
import { addSummedKeys } from './summed-keys.ts'
import { type ZonePeriods, zonePeriods } from './zone-periods.ts'

export interface CallSumQuery {
  readonly filter: ScopeFilter
  readonly groupBy: readonly CostDimension[]
  /** Whose days, weeks and months are meant; UTC unless told. */
  readonly timeZone?: string | undefined
  /** Calls up to this place of the ledger; all unless told. */
  readonly watermark?: number | undefined
}

/** One group and one cost state of it; the rules add them up. `timed`: answered calls whose duration is known; `durationUs`: theirs, in microseconds. */
export interface CallPart {
  readonly group: readonly (string | null)[]
  readonly costState: string
  readonly calls: number
  readonly answered: number
  readonly failed: number
  readonly succeededProbes: number
  readonly timed: number
  readonly durationUs: number
  readonly uncachedInputTokens: number
  readonly cacheReadInputTokens: number
  readonly cacheWriteInputTokens: number
  readonly textOutputTokens: number
  readonly reasoningOutputTokens: number
  readonly nanoUsd: number
  readonly upperNanoUsd: number
}

/** Of it, what has to do with money. */
export type CostPart = Omit<CallPart, 'timed' | 'durationUs'>

export interface CallSums {
  readonly watermark: number
  readonly droppedBeforeMs: number | null
  readonly parts: readonly CallPart[]
}

/** More than 10,000 groups of six cost states: such a report is refused, so that none is cut. */
const mostParts = 60_001

/** Sums over settled calls up to a watermark, by group and cost state, in one view of the database. */
export function callSums(
  db: Kysely<Database>,
  query: CallSumQuery,
  { sums }: Pick<ReaderMemory, 'sums'> = { sums: new SumMemory() },
): Promise<CallSums> {
  return inOneView(db, async (view) => {
    const { groupBy } = query
    const range = await callRange(view, query.filter, query.watermark)
    const periods = await zonePeriods(view, query.timeZone)
    const tree = new SumTree()
    const keys = await sums.refreshed(view, { seq: range.rolledSeq, generation: range.generation })
    const mended = addSummedKeys(tree, keys, query, range, periods)
    for (const source of callSources(query, range, mended, periods)) {
      const { rows } = await source.sql.execute(view)
      for (const row of rows) tree.add(keysOf(row, groupBy.length), sumsOf(row), source.sign)
    }
    const groups = tree.groups().slice(0, mostParts)
    const names = await readNames(view, groupBy, (dimension) => groups.map((group) => group.keys[groupBy.indexOf(dimension)]))
    return {
      watermark: range.watermark,
      droppedBeforeMs: range.droppedBeforeMs,
      parts: groups.map((group) => partOf(group, groupBy, names, periods)),
    }
  })
}

function keysOf(row: SumRow, dimensions: number): (string | number)[] {
  const keys: (string | number)[] = Array.from({ length: dimensions }, (_, index) => row[`key_${index}`] ?? 0)
  keys.push(row.cost_state)
  return keys
}

function sumsOf(row: SumRow): number[] {
  return sumNames.map((name) => Number(row[name]))
}

const places = Object.fromEntries(sumNames.map((name, at) => [name, at])) as Readonly<Record<SumName, number>>

function partOf({ keys, sums }: SumGroup, groupBy: readonly CostDimension[], names: CallNames, periods: ZonePeriods): CallPart {
  const sum = (name: SumName) => sums[places[name]] ?? 0
  const [calls, answered] = [sum('calls'), sum('answered')]
  return {
    group: groupBy.map((dimension, index) => groupName(dimension, keys[index] ?? '', names, periods)),
    costState: String(keys[groupBy.length]),
    ...{ calls, answered, failed: calls - answered, succeededProbes: sum('succeeded_probes') },
    ...{ timed: sum('timed'), durationUs: sum('duration_us') },
    uncachedInputTokens: sum('uncached_input_tokens'),
    cacheReadInputTokens: sum('cache_read_input_tokens'),
    cacheWriteInputTokens: sum('cache_write_input_tokens'),
    textOutputTokens: sum('text_output_tokens'),
    reasoningOutputTokens: sum('reasoning_output_tokens'),
    nanoUsd: sum('cost_nanousd'),
    upperNanoUsd: sum('upper_nanousd'),
  }
}
