import { type KeyboardEvent, useMemo, useRef } from 'react'
import { BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ActivePoint } from './active-point.tsx'
import { BarTooltip } from './bar-tooltip.tsx'
import classes from './charts.module.css'
import { Findable } from './findable.tsx'
import { Lanes } from './lanes.tsx'
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
  const lanes = useMemo(
    () =>
      rows.map(({ key, label: name, value, colour = 'var(--series1)' }) => ({
        ...{ key, label: name, length: value ?? 0, said: sayValue(value, words.short), colour: value === null ? undefined : colour },
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
      style={{ height: rows.length * lane + 8 }}
      onKeyDown={onKeyDown}
      data-picks={onPick === undefined ? undefined : true}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...rows]}
          layout="vertical"
          title={label}
          desc={describe(rows, words.short)}
          margin={{ top: 4, right: 76, bottom: 4, left: 0 }}
        >
          <XAxis type="number" hide domain={[0, ticks[ticks.length - 1] ?? 1]} allowDataOverflow />
          <YAxis type="category" dataKey="key" scale="band" width={names} axisLine={false} tickLine={false} tick={false} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--ink)', fillOpacity: 0.06 }}
            filterNull={false}
            content={<BarTooltip words={words} />}
            wrapperStyle={{ zIndex: 5, outline: 'none' }}
          />
          <Lanes lanes={lanes} onPick={onPick === undefined ? undefined : (at) => pick(rows[at], onPick)} />
          <Findable />
          <ActivePoint at={active} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

function pick(row: BreakdownRow | undefined, onPick: (row: BreakdownRow) => void): void {
  if (row !== undefined) onPick(row)
}

function sayValue(value: number | null, short: (value: number) => string): string {
  return value === null ? 'not known' : short(value)
}

function describe(rows: readonly BreakdownRow[], short: (value: number) => string): string {
  const said = rows.slice(0, 5).map((row) => `${row.label} ${sayValue(row.value, short)}`)
  return `${rows.length} bars. ${said.join(', ')}${rows.length > 5 ? ', and others' : ''}. The table has all figures.`
}
