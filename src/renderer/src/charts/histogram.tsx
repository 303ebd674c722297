import { useMemo } from 'react'
import { type Bin, binsOf } from './bins.ts'
import type { ChartData } from './chart-data.ts'
import { TimeChart } from './time-chart.tsx'
import { units } from './units.ts'

/** How often values lie in which range. `bins` ascending; many fine ones are put together, so that their counts still add up. */
export function Histogram({
  label,
  bins,
  unit = 'ms',
  height,
}: {
  readonly label: string
  readonly bins: readonly Bin[]
  readonly unit?: 'ms' | 'usd' | 'tokens' | 'number'
  readonly height?: number
}) {
  const data = useMemo((): ChartData => {
    const { short, tick } = units[unit]
    return {
      series: [{ id: 'count', label: 'Calls', colour: 'var(--series1)' }],
      points: binsOf(bins).map(({ from, upTo, count }) => ({
        key: String(upTo),
        label: tick(upTo),
        title: `${short(from)} to ${short(upTo)}`,
        values: [count],
      })),
    }
  }, [bins, unit])
  return <TimeChart label={label} data={data} unit="calls" shape="columns" {...(height === undefined ? {} : { height })} />
}
