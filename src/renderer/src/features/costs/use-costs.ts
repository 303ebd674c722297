import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CostDimension, CostRow } from '#contract/costs'
import type { Granularity, ZoneClock } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { beginningOf, fixedQuestion, granularityFrom, isOwnPart, newestQuestion, partDimensions } from './costs-questions.ts'
import { costsScope, isBackwards } from './costs-scope.ts'
import { type Range, rangeOf } from './range.ts'
import type { Breakdown, CostsSearch } from './search.ts'
import { useLatest } from './use-latest.ts'
import { useFollow, useStanding } from './use-watermark.ts'

/** All that is shown of spend, of one range and one watermark. */
export interface CostsShown {
  readonly range: Range
  readonly nowMs: number
  /** Where the axis begins: with the range, or with the month of the first call. */
  readonly fromMs: number
  readonly granularity: Granularity
  readonly stack: 'model' | 'provider'
  readonly by: Breakdown
  readonly watermark: number
  /** Of the dimensions `granularity` and `stack`. */
  readonly overTime: readonly CostRow[]
  /** Of the dimensions provider, model, method and kind. */
  readonly parts: readonly CostRow[]
  /** Of a dimension that is none of those. */
  readonly ownPart: readonly CostRow[] | undefined
  readonly total: CostRow
  readonly droppedBeforeMs: number | null
}

/** Where a dimension stands in the groups of `parts`. */
export function partOf(name: (typeof partDimensions)[number]): number {
  return partDimensions.indexOf(name)
}

/**
 * Spend by three questions, or four where it is broken down by what is no part of the third: what is newest, spend over time, its parts.
 * 1. All but the first stop at the same watermark, so that their sums agree whatever is written meanwhile.
 */
export function useCosts(search: CostsSearch, clock: ZoneClock) {
  const { report } = useApi().costs
  const { standing, nowMs, keep } = useStanding()
  const range = useMemo(() => rangeOf(search, nowMs, clock), [search, nowMs, clock])
  const scope = useMemo(() => costsScope(search, range), [search, range])
  const canAsk = !isBackwards(range)
  const stack: CostsShown['stack'] = search.stack ?? 'model'
  const by: Breakdown = search.by ?? 'model'
  const isSpend = search.view === undefined
  const hasOwnPart = isOwnPart(by)

  const news = useQuery({ ...newestQuestion(report, scope, clock), enabled: canAsk })
  const follow = useFollow(standing, news.data?.watermark, keep)
  const fromMs = beginningOf(range, news.data?.rows, nowMs, clock)
  const granularity = granularityFrom(fromMs, range, nowMs)
  const watermark = standing?.watermark
  const fixed = (groupBy: CostDimension[], isWanted: boolean) => ({
    ...fixedQuestion(report, scope, clock, groupBy, watermark),
    enabled: canAsk && isWanted && watermark !== undefined,
  })
  const overTime = useQuery(fixed([granularity ?? 'day', stack], isSpend && granularity !== undefined))
  const parts = useQuery(fixed([...partDimensions], isSpend))
  const ownPart = useQuery(fixed([by], isSpend && hasOwnPart))

  const [timeData, partData, ownData] = [overTime.data, parts.data, ownPart.data]
  const answered = useMemo((): CostsShown | undefined => {
    const isWhole = timeData !== undefined && partData !== undefined && (!hasOwnPart || ownData !== undefined)
    if (!isWhole || fromMs === undefined || granularity === undefined || !isSpend || !canAsk) return undefined
    return {
      ...{ range, nowMs, fromMs, granularity, stack, by, watermark: partData.watermark, total: partData.total },
      ...{ overTime: timeData.rows, parts: partData.rows, ownPart: hasOwnPart ? ownData?.rows : undefined },
      droppedBeforeMs: partData.droppedBeforeMs,
    }
  }, [timeData, partData, ownData, hasOwnPart, isSpend, canAsk, range, nowMs, fromMs, granularity, stack, by])
  const failed = [news, overTime, parts, ownPart].find(({ error }) => error !== null)
  return {
    ...{ range, scope, canAsk, nowMs, granularity, stack, by, news: news.data, ...follow },
    shown: useLatest(answered),
    isWaiting: answered === undefined && canAsk && failed === undefined,
    failed: answered === undefined ? failed : undefined,
  }
}
