import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { CallScope } from '#contract/call-scope'
import { periodsOf } from '#renderer/charts'
import type { Granularity, ZoneClock } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { EmptyState, Loaded, LoadingState } from '#renderer/ui'
import classes from '../costs.module.css'
import type { Range } from '../range.ts'
import { FailuresCard } from './failures-card.tsx'
import { GroupsCard } from './groups-card.tsx'
import { LatencyCards } from './latency-cards.tsx'
import { MethodsCard } from './methods-card.tsx'

/** How calls did: how many were answered, how fast, what failed, who asks for what how often. */
export function PerformanceView({
  scope,
  granularity = 'day',
  clock,
  range,
  nowMs,
}: {
  readonly scope: CallScope
  readonly granularity: Granularity | undefined
  readonly clock: ZoneClock
  readonly range: Range
  readonly nowMs: number
}) {
  const { analytics } = useApi()
  useAskAgain(nowMs)
  const query = useQuery(
    analytics.performance.queryOptions({
      input: { ...scope, groupBy: [granularity], timeZone: clock.zone },
      placeholderData: (previous) => previous,
    }),
  )
  const first = query.data?.rows[0]?.group[0] ?? undefined
  const fromMs = range.fromMs ?? (first === undefined ? nowMs : Date.parse(first.length === 7 ? `${first}-01` : first))
  const periods = useMemo(
    () => periodsOf(fromMs, Math.max(range.toMs ?? nowMs + 1, fromMs + 1), granularity, clock),
    [fromMs, range.toMs, nowMs, granularity, clock],
  )
  return (
    <Loaded query={query} loading={<LoadingState rows={12} />}>
      {({ rows, total, quantiles }) =>
        total.calls === 0 ? (
          <EmptyState title="No calls in this range">Take a longer one, or fewer filters.</EmptyState>
        ) : (
          <div className={classes['cards']}>
            <LatencyCards rows={rows} total={total} quantiles={quantiles} periods={periods} granularity={granularity} scope={scope} />
            <GroupsCard scope={scope} timeZone={clock.zone} />
            <FailuresCard scope={scope} range={range} />
            <MethodsCard scope={scope} />
          </div>
        )
      }
    </Loaded>
  )
}

/** Asks for all of it again when the page goes on to the newest calls: it has no watermark of its own. */
function useAskAgain(nowMs: number): void {
  const queries = useQueryClient()
  const { analytics } = useApi()
  const asked = useRef(nowMs)
  useEffect(() => {
    if (asked.current === nowMs) return
    asked.current = nowMs
    void queries.invalidateQueries({ queryKey: analytics.key({ type: 'query' }) })
  }, [nowMs, queries, analytics])
}
