import { memo, useMemo } from 'react'
import type { MonitorMinute } from '#contract/monitor'
import { type ChartData, ChartFrame, ChartTable, TimeChart } from '#renderer/charts'

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const series = [
  { id: 'answered', label: 'Answered', colour: 'var(--going)' },
  { id: 'failed', label: 'Failed', colour: 'var(--bad)' },
] as const

/** Calls that were settled, minute by minute. */
export const MinutesChart = memo(function MinutesChart({ minutes }: { readonly minutes: readonly MonitorMinute[] }) {
  const data = useMemo(
    (): ChartData => ({
      series,
      points: minutes.map(({ atMs, answered, failed }) => {
        const label = clock.format(atMs)
        return { key: String(atMs), label, title: label, values: [answered, failed] }
      }),
    }),
    [minutes],
  )
  return (
    <ChartFrame
      title="Calls by minute"
      subtitle="the last hour, the last minute still going on"
      tableHeight={246}
      table={<ChartTable label="Calls by minute" data={data} unit="calls" pointHeader="Minute" />}
    >
      <TimeChart label="Calls by minute" data={data} unit="calls" shape="columns" height={214} />
    </ChartFrame>
  )
})
