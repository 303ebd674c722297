import { memo, useMemo } from 'react'
import type { MonitorState } from '#contract/monitor'
import { binsOf, ChartFrame, ChartTable, Histogram, units } from '#renderer/charts'
import { counted, formatLatency } from '#renderer/lib'
import classes from './monitor.module.css'

/** How long answered calls took. */
export const LatencyChart = memo(function LatencyChart({ latency }: { readonly latency: MonitorState['latency'] }) {
  const bins = useMemo(
    () => latency.bins.map(({ fromMs, upToMs, calls }) => ({ from: fromMs, upTo: upToMs, count: calls })),
    [latency.bins],
  )
  const data = useMemo(
    () => ({
      series: [{ id: 'calls', label: 'Calls', colour: 'var(--series1)' }],
      points: binsOf(bins).map(({ from, upTo, count }) => {
        const title = `${units.ms.short(from)} to ${units.ms.short(upTo)}`
        return { key: String(upTo), label: title, title, values: [count] }
      }),
    }),
    [bins],
  )
  return (
    <ChartFrame
      title="Latency"
      subtitle={`answered calls of the last 15 min: ${counted(latency.calls, 'call')}`}
      tableHeight={246}
      table={<ChartTable label="Latency" data={data} unit="calls" pointHeader="Took" />}
    >
      <p className={classes['quantiles']}>
        Half took up to <strong>{formatLatency(latency.p50Ms)}</strong>, 95 of 100 up to <strong>{formatLatency(latency.p95Ms)}</strong>
      </p>
      {latency.calls === 0 ? (
        <p className={classes['none']}>None was answered in the last 15 minutes.</p>
      ) : (
        <Histogram label="Latency of answered calls" bins={bins} height={216} />
      )}
    </ChartFrame>
  )
})
