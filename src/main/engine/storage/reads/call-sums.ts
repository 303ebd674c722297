import type { Kysely } from 'kysely'
import type { CostDimension } from '#contract/costs'
import type { Database } from '../database.ts'
import { type AddedGroup, AddedSums } from './added-sums.ts'
import { groupName } from './call-groups.ts'
import { type CallNames, readNames } from './call-names.ts'
import { callRange } from './call-range.ts'
import { callSources } from './call-sources.ts'
import { inOneView } from './one-view.ts'
import type { ScopeFilter } from './scope-filter.ts'
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
export function callSums(db: Kysely<Database>, query: CallSumQuery): Promise<CallSums> {
  return inOneView(db, async (view) => {
    const { groupBy } = query
    const range = await callRange(view, query.filter, query.watermark)
    const periods = await zonePeriods(view, query.timeZone)
    const added = new AddedSums(groupBy.length)
    for (const source of callSources(query, range, periods)) added.add((await source.sql.execute(view)).rows, source.sign)
    const groups = added.groups().slice(0, mostParts)
    const names = await readNames(view, groupBy, (dimension) => groups.map(({ keys }) => keys[groupBy.indexOf(dimension)]))
    return {
      watermark: range.watermark,
      droppedBeforeMs: range.droppedBeforeMs,
      parts: groups.map((group) => partOf(group, groupBy, names, periods)),
    }
  })
}

function partOf(
  { keys, costState, sums }: AddedGroup,
  groupBy: readonly CostDimension[],
  names: CallNames,
  periods: ZonePeriods,
): CallPart {
  return {
    group: groupBy.map((dimension, index) => groupName(dimension, keys[index] ?? '', names, periods)),
    costState,
    calls: sums.calls,
    answered: sums.answered,
    failed: sums.calls - sums.answered,
    succeededProbes: sums.succeeded_probes,
    timed: sums.timed,
    durationUs: sums.duration_us,
    uncachedInputTokens: sums.uncached_input_tokens,
    cacheReadInputTokens: sums.cache_read_input_tokens,
    cacheWriteInputTokens: sums.cache_write_input_tokens,
    textOutputTokens: sums.text_output_tokens,
    reasoningOutputTokens: sums.reasoning_output_tokens,
    nanoUsd: sums.cost_nanousd,
    upperNanoUsd: sums.upper_nanousd,
  }
}
