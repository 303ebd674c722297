import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts'
import type { Point } from './chart-data.ts'
import { namesWithRoom } from './names-with-room.ts'

/** Between the plot and what stands beside it. Units: pixels. */
const away = 8

const look = { fill: 'var(--ink-soft)', fontSize: 11 } as const

/**
 * Behind and beside what is drawn: a line across at each of `ticks` with what it stands for, and the names of points below, as many as have room.
 * The library's own axes measure each name on the page, one after the other, and are drawn a second time for it.
 */
export function Scales({
  points,
  isBanded,
  ticks,
  say,
}: {
  readonly points: readonly Point[]
  /** Whether each point has a part of the axis, as columns do. */
  readonly isBanded: boolean
  readonly ticks: readonly number[]
  readonly say: (value: number) => string
}) {
  const area = usePlotArea()
  const [xOf, yOf] = [useXAxisScale(), useYAxisScale()]
  if (area === undefined || xOf === undefined || yOf === undefined) return null
  const shown = namesWithRoom(
    points.map(({ label }) => label),
    area.width,
    isBanded,
  )
  return (
    <g>
      {ticks.map((value) => (
        <g key={value}>
          <line x1={area.x} x2={area.x + area.width} y1={yOf(value)} y2={yOf(value)} stroke="var(--rule)" />
          <text {...look} x={area.x - away} y={yOf(value)} dy="0.355em" textAnchor="end">
            {say(value)}
          </text>
        </g>
      ))}
      {shown.map((at) => {
        const point = points[at]
        return (
          <text
            key={at}
            {...look}
            x={xOf(point?.key, { position: 'middle' })}
            y={area.y + area.height + away}
            dy="0.71em"
            textAnchor="middle"
          >
            {point?.label}
          </text>
        )
      })}
    </g>
  )
}
