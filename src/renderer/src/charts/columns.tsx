import { useXAxisScale, useYAxisScale } from 'recharts'
import type { Point, Series } from './chart-data.ts'
import classes from './charts.module.css'

/** No column is wider. Units: pixels. */
const widest = 64
/** Of its place on each side, while there are few enough to be told apart by it. */
const gapShare = 0.12
const mostWithGap = 120

/**
 * The columns of all series, stacked in their order: one part of the page for all of them, as each of the library's own bars costs more than its rectangle.
 * The chart's points are told apart by `key`.
 */
export function Columns({
  points,
  series,
  onPick,
}: {
  readonly points: readonly Point[]
  readonly series: readonly Series[]
  readonly onPick?: ((series: Series, at: number) => void) | undefined
}) {
  const [xOf, yOf] = [useXAxisScale(), useYAxisScale()]
  if (xOf === undefined || yOf === undefined) return null
  return (
    <g>
      {points.map(({ key, values }, at) => {
        const [left, right] = [xOf(key, { position: 'start' }), xOf(key, { position: 'end' })]
        if (left === undefined || right === undefined) return null
        const share = points.length > mostWithGap ? 1 : 1 - 2 * gapShare
        const width = Math.min(widest, (right - left) * share)
        const x = (left + right - width) / 2
        let sum = 0
        return series.map((each, index) => {
          const from = yOf(sum)
          sum += values[index] ?? 0
          const to = yOf(sum)
          if (from === undefined || to === undefined || from === to) return null
          return (
            <rect
              key={each.id}
              className={classes['bar']}
              x={x}
              y={Math.min(from, to)}
              width={width}
              height={Math.abs(to - from)}
              fill={each.colour}
              {...(onPick === undefined ? {} : { onClick: () => onPick(each, at) })}
            />
          )
        })
      })}
    </g>
  )
}
