import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts'
import classes from './charts.module.css'

/** One bar as it is drawn: `length` in the unit of the axis; `said`: the value behind its end. */
export interface Lane {
  readonly key: string
  readonly label: string
  readonly length: number
  readonly said: string
  readonly colour: string | undefined
}

/** Between a bar and what stands beside it; how thick bars are, and how long the shortest. Units: pixels. */
const [away, thick, shortest] = [6, 12, 2]

/** Bars with their names before and their values behind them, one below the other. The chart's rows are told apart by `key`. */
export function Lanes({ lanes, onPick }: { readonly lanes: readonly Lane[]; readonly onPick?: ((at: number) => void) | undefined }) {
  const area = usePlotArea()
  const [xOf, yOf] = [useXAxisScale(), useYAxisScale()]
  if (area === undefined || xOf === undefined || yOf === undefined) return null
  return (
    <g>
      {lanes.map(({ key, label, length, said, colour }, at) => {
        const y = yOf(key, { position: 'middle' }) ?? 0
        const width = Math.max(shortest, (xOf(length) ?? 0) - area.x)
        return (
          <g key={key} fontSize={12}>
            <text x={area.x - away} y={y} dy="0.355em" textAnchor="end" fill="var(--ink)">
              {cut(label)}
            </text>
            {colour === undefined ? null : (
              <rect
                className={classes['bar']}
                x={area.x}
                y={y - thick / 2}
                width={width}
                height={thick}
                fill={colour}
                {...(onPick === undefined ? {} : { onClick: () => onPick(at) })}
              />
            )}
            <text x={area.x + width + away} y={y} dy="0.355em" fill="var(--ink-soft)">
              {said}
            </text>
          </g>
        )
      })}
    </g>
  )
}

/** The end of a long name is what tells it from its neighbours: the middle is left out. */
function cut(name: string): string {
  return name.length <= 32 ? name : `${name.slice(0, 14)}…${name.slice(-16)}`
}
