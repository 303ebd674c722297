import { type KeyboardEvent, useCallback, useMemo, useRef } from 'react'
import { Area, BarChart, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ActivePoint } from './active-point.tsx'
import { type ChartData, type Point, type Series, sumOf, thinned, withoutHidden } from './chart-data.ts'
import classes from './charts.module.css'
import { Columns } from './columns.tsx'
import { describeChart } from './describe-chart.ts'
import { Findable } from './findable.tsx'
import { Legend } from './legend.tsx'
import { PointTooltip } from './point-tooltip.tsx'
import { Scales } from './scales.tsx'
import { ticksUpTo, type Unit, units } from './units.ts'
import { useHidden } from './use-hidden.ts'

/** A line across a chart, such as a budget. */
export interface Mark {
  readonly value: number
  readonly label: string
}

export interface TimeChartProps {
  /** What is drawn, for those who do not see it. */
  readonly label: string
  readonly data: ChartData
  readonly unit: Unit
  /** Columns and areas are stacked and their sums read; lines stand for themselves and may have gaps. */
  readonly shape: 'columns' | 'areas' | 'lines'
  readonly marks?: readonly Mark[]
  /** Units: pixels. */
  readonly height?: number
  /** Click on a column, or Enter at a point. `series`: the part of the column. */
  readonly onPick?: (point: Point, series: Series | undefined) => void
  /** The largest value of the axis, where it is known, such as 1 for shares. */
  readonly most?: number
  /** How neighbours become one where there are too many points to draw; values are added up unless told. */
  readonly join?: (values: readonly number[]) => number
}

/** Values over time. Nothing moves by itself: what is new stands there at once. */
export function TimeChart(props: TimeChartProps) {
  const { label, data, unit, shape, marks = [], height = 220, onPick, most, join } = props
  const [hidden, toggle] = useHidden()
  const words = units[unit]
  const isStacked = shape !== 'lines'
  const isBanded = shape === 'columns'
  const Chart = isBanded ? BarChart : ComposedChart
  const shown = useMemo(() => thinned(withoutHidden(data, hidden), join), [data, hidden, join])
  const largest = most ?? Math.max(0, ...marks.map(({ value }) => value), ...shown.points.map((point) => highOf(point, isStacked)))
  const ticks = useMemo(() => ticksUpTo(largest, 4, unit === 'calls' || unit === 'tokens'), [largest, unit])
  const active = useRef<Point>(undefined)
  const amountOf = useMemo(() => shown.series.map((_, index) => (point: Point) => point.values[index] ?? null), [shown.series])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && active.current !== undefined) onPick?.(active.current, undefined)
  }
  const pickPart = useCallback(
    (series: Series, index: number) => {
      const point = shown.points[index]
      if (point !== undefined) onPick?.(point, series)
    },
    [onPick, shown.points],
  )
  return (
    <>
      <Legend series={data.series} hidden={hidden} onToggle={toggle} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the chart within, which has the focus */}
      <div className={classes['canvas']} style={{ height }} onKeyDown={onKeyDown} data-picks={onPick === undefined ? undefined : true}>
        <ResponsiveContainer width="100%" height="100%">
          <Chart
            data={[...shown.points]}
            title={label}
            desc={describeChart(shown, unit)}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          >
            <XAxis dataKey="key" scale={isBanded ? 'band' : 'auto'} stroke="var(--edge)" tick={false} tickLine={false} height={24} />
            <YAxis
              domain={[0, ticks[ticks.length - 1] ?? 1]}
              allowDataOverflow={isBanded}
              tick={false}
              tickLine={false}
              axisLine={false}
              width={58}
            />
            <Scales points={shown.points} isBanded={isBanded} ticks={ticks} say={words.tick} />
            <Tooltip
              isAnimationActive={false}
              cursor={isBanded ? { fill: 'var(--ink)', fillOpacity: 0.06 } : { stroke: 'var(--edge)' }}
              filterNull={false}
              content={<PointTooltip series={shown.series} words={words} isSummed={isStacked} />}
              wrapperStyle={{ zIndex: 5, outline: 'none' }}
            />
            {isBanded ? (
              <>
                <Columns points={shown.points} series={shown.series} onPick={onPick === undefined ? undefined : pickPart} />
                <Findable />
              </>
            ) : null}
            {(isBanded ? [] : shown.series).map((series, index) => {
              const common = { dataKey: amountOf[index] ?? nothing, name: series.label, isAnimationActive: false } as const
              if (shape === 'areas')
                return (
                  <Area
                    key={series.id}
                    {...common}
                    stackId="all"
                    type="linear"
                    fill={series.colour}
                    fillOpacity={0.85}
                    stroke={series.colour}
                    activeDot={false}
                  />
                )
              return (
                <Line
                  key={series.id}
                  {...common}
                  type="linear"
                  stroke={series.colour}
                  strokeWidth={1.75}
                  dot={shown.points.length <= 40 ? { r: 2, fill: series.colour, strokeWidth: 0 } : false}
                  activeDot={{ r: 3.5 }}
                  connectNulls={false}
                />
              )
            })}
            {marks.map(({ value, label: text }) => (
              <ReferenceLine
                key={text}
                y={value}
                stroke="var(--bad)"
                strokeDasharray="4 3"
                label={{ value: text, position: 'insideTopRight', fill: 'var(--bad)', fontSize: 11 }}
              />
            ))}
            <ActivePoint at={active} />
          </Chart>
        </ResponsiveContainer>
      </div>
    </>
  )
}

function nothing(): null {
  return null
}

function highOf({ values }: Point, isStacked: boolean): number {
  return isStacked ? sumOf(values) : Math.max(0, ...values.map((value) => value ?? 0))
}
