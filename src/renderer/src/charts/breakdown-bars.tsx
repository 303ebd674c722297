import { type KeyboardEvent, useMemo, useRef } from 'react'
import { Bar, BarChart, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ActivePoint } from './active-point.tsx'
import { BarTooltip } from './bar-tooltip.tsx'
import classes from './charts.module.css'
import { plainBar } from './plain-bar.tsx'
import { ticksUpTo, type Unit, units } from './units.ts'

/** One bar. `value` null: not known, which is no bar and says so. `note`: more about it, such as its calls. */
export interface BreakdownRow {
  readonly key: string
  readonly label: string
  readonly value: number | null
  readonly note?: string
  readonly colour?: string
}

/** Height of one bar with its gap. Units: pixels. */
const lane = 24

/** Parts of a whole, a bar each, in the order given. */
export function BreakdownBars({
  label,
  rows,
  unit,
  onPick,
}: {
  readonly label: string
  readonly rows: readonly BreakdownRow[]
  readonly unit: Unit
  /** Click on a bar, or Enter at it. */
  readonly onPick?: (row: BreakdownRow) => void
}) {
  const words = units[unit]
  const active = useRef<BreakdownRow>(undefined)
  const bars = useMemo(
    () =>
      rows.map((row) => ({
        ...row,
        fill: row.value === null ? 'transparent' : (row.colour ?? 'var(--series1)'),
        drawn: row.value ?? 0,
        said: sayValue(row, words.short),
      })),
    [rows, words],
  )
  const largest = Math.max(0, ...rows.map(({ value }) => value ?? 0))
  const ticks = ticksUpTo(largest, 4)
  const onKeyDown = (event: KeyboardEvent) => {
    // What draws the chart knows left and right alone: bars lie one below the other.
    const turned = event.key === 'ArrowDown' ? 'ArrowRight' : event.key === 'ArrowUp' ? 'ArrowLeft' : undefined
    if (turned !== undefined) {
      event.preventDefault()
      event.target.dispatchEvent(new window.KeyboardEvent('keydown', { key: turned, bubbles: true }))
    }
    if (event.key === 'Enter' && active.current !== undefined) onPick?.(active.current)
  }
  const names = Math.min(220, 16 + 6.3 * Math.max(0, ...rows.map((row) => row.label.length)))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the chart within, which has the focus
    <div
      className={classes['canvas']}
      style={{ height: bars.length * lane + 8 }}
      onKeyDown={onKeyDown}
      data-picks={onPick === undefined ? undefined : true}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: bars.length * lane + 8 }}>
        <BarChart
          data={bars}
          layout="vertical"
          title={label}
          desc={describe(rows, words.short)}
          margin={{ top: 4, right: 76, bottom: 4, left: 0 }}
        >
          <XAxis type="number" hide domain={[0, ticks[ticks.length - 1] ?? 1]} />
          <YAxis
            type="category"
            dataKey="label"
            width={names}
            interval={0}
            axisLine={false}
            tickLine={false}
            tick={{ fill: 'var(--ink)', fontSize: 12, textAnchor: 'end' }}
            tickFormatter={cut}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--ink)', fillOpacity: 0.06 }}
            content={<BarTooltip words={words} />}
            wrapperStyle={{ zIndex: 5, outline: 'none' }}
          />
          <Bar
            dataKey="drawn"
            isAnimationActive={false}
            barSize={12}
            shape={plainBar}
            // A bar without a width would bear no label: what is not known says so.
            minPointSize={2}
            {...(onPick === undefined ? {} : { onClick: (_: unknown, at: number) => pick(rows[at], onPick) })}
          >
            <LabelList dataKey="said" position="right" fill="var(--ink-soft)" fontSize={12} />
          </Bar>
          <ActivePoint at={active} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

function pick(row: BreakdownRow | undefined, onPick: (row: BreakdownRow) => void): void {
  if (row !== undefined) onPick(row)
}

function sayValue({ value }: BreakdownRow, short: (value: number) => string): string {
  return value === null ? 'not known' : short(value)
}

/** The end of a long name is what tells it from its neighbours: the middle is left out. */
function cut(name: string): string {
  return name.length <= 32 ? name : `${name.slice(0, 14)}…${name.slice(-16)}`
}

function describe(rows: readonly BreakdownRow[], short: (value: number) => string): string {
  const said = rows.slice(0, 5).map((row) => `${row.label} ${sayValue(row, short)}`)
  return `${rows.length} bars. ${said.join(', ')}${rows.length > 5 ? ', and others' : ''}. The table has all figures.`
}
