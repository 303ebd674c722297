import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PerformanceRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import { type Bin, ChartFrame, ChartTable, Histogram, type Period, TimeChart } from '#renderer/charts'
import { counted, formatCount, formatLatency, type Granularity } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { type Column, DataTable, Loaded, LoadingState, Stat, Stats, useSortedRows } from '#renderer/ui'
import classes from '../costs.module.css'
import { pointHeaders, sayPer } from '../spend/period-words.ts'
import { linesOf } from './over-time.ts'
import { saySuccess } from './say-success.ts'

/** Success and latency, in all and over time, and how latencies are spread. */
export function LatencyCards({
  rows,
  total,
  quantiles,
  periods,
  granularity,
  scope,
}: {
  readonly rows: readonly PerformanceRow[]
  readonly total: PerformanceRow
  readonly quantiles: 'sketch' | 'exact'
  readonly periods: readonly Period[]
  readonly granularity: Granularity
  readonly scope: CallScope
}) {
  const success = useMemo(
    () => linesOf(rows, periods, [{ id: 'success', label: 'Answered', colour: 'var(--good)', of: ({ successRate }) => successRate }]),
    [rows, periods],
  )
  const latency = useMemo(() => linesOf(rows, periods, latencyLines), [rows, periods])
  const header = pointHeaders[granularity]
  return (
    <>
      <section className={`${classes['figures']} ${classes['wide']}`} aria-label="In all">
        <Stats>
          <Stat label="Answered" value={saySuccess(total)} note={`${formatCount(total.answered)} of ${counted(total.calls, 'call')}`} />
          <Stat label="Mean" value={formatLatency(total.meanMs)} />
          <Stat label="Median" value={formatLatency(total.p50Ms)} />
          <Stat label="p95" value={formatLatency(total.p95Ms)} />
          <Stat label="p99" value={formatLatency(total.p99Ms)} note={quantiles === 'sketch' ? 'quantiles within 2 %' : 'exact'} />
        </Stats>
      </section>
      <ChartFrame
        title="Answered calls"
        subtitle={`share of all, ${sayPer(granularity)}`}
        table={<ChartTable label="Answered calls" data={success} unit="share" pointHeader={header} isSummed={false} />}
      >
        <TimeChart label="Share of calls that were answered" data={success} unit="share" shape="lines" most={1} join={meanOf} />
      </ChartFrame>
      <ChartFrame
        title="Latency"
        subtitle={`of answered calls, sent to the last byte, ${sayPer(granularity)}`}
        table={<ChartTable label="Latency" data={latency} unit="ms" pointHeader={header} isSummed={false} />}
      >
        <TimeChart label="Latency of answered calls" data={latency} unit="ms" shape="lines" join={(values) => Math.max(...values)} />
      </ChartFrame>
      <Spread scope={scope} />
    </>
  )
}

const latencyLines = [
  { id: 'p50', label: 'Median', colour: 'var(--series1)', of: ({ p50Ms }: PerformanceRow) => p50Ms },
  { id: 'p95', label: 'p95', colour: 'var(--series2)', of: ({ p95Ms }: PerformanceRow) => p95Ms },
  { id: 'p99', label: 'p99', colour: 'var(--series5)', of: ({ p99Ms }: PerformanceRow) => p99Ms },
] as const

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function Spread({ scope }: { readonly scope: CallScope }) {
  const query = useQuery(useApi().analytics.latencies.queryOptions({ input: scope, placeholderData: (previous) => previous }))
  return (
    <Loaded query={query} loading={<LoadingState rows={6} />}>
      {({ bins, calls }) => <SpreadCard bins={bins} calls={calls} />}
    </Loaded>
  )
}

interface LatencyBin {
  readonly fromMs: number
  readonly upToMs: number
  readonly calls: number
}

function SpreadCard({ bins, calls }: { readonly bins: readonly LatencyBin[]; readonly calls: number }) {
  const drawn = useMemo(() => bins.map(({ fromMs, upToMs, calls: count }): Bin => ({ from: fromMs, upTo: upToMs, count })), [bins])
  return (
    <ChartFrame
      title="Spread of latencies"
      subtitle={counted(calls, 'answered call')}
      table={
        <DataTable
          label="Spread of latencies"
          columns={binColumns}
          rowKey={({ upTo }) => String(upTo)}
          isPlain
          {...useSortedRows(drawn, binColumns)}
        />
      }
      {...(bins.length === 0 ? { empty: 'No call was answered.' } : {})}
    >
      <Histogram label="Calls by latency" bins={drawn} />
    </ChartFrame>
  )
}

const binColumns: Column<Bin>[] = [
  { id: 'from', header: 'More than', width: 120, grow: 1, cell: ({ from }) => formatLatency(from), sortBy: ({ from }) => from },
  { id: 'upTo', header: 'Up to', width: 120, grow: 1, cell: ({ upTo }) => formatLatency(upTo), sortBy: ({ upTo }) => upTo },
  { id: 'count', header: 'Calls', width: 100, align: 'end', cell: ({ count }) => formatCount(count), sortBy: ({ count }) => count },
]
