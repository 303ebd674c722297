import { useActiveTooltipDataPoints } from 'recharts'
import type { Point, Series } from './chart-data.ts'
import classes from './charts.module.css'
import type { UnitWords } from './units.ts'

/** What stands at the point under the pointer or the keys: its name, each series that has something there, and their sum. */
export function PointTooltip({
  series,
  words,
  isSummed,
}: {
  readonly series: readonly Series[]
  readonly words: UnitWords
  readonly isSummed: boolean
}) {
  const point = useActiveTooltipDataPoints<Point>()?.[0]
  if (point === undefined) return null
  const known = series
    .map(({ id, label, colour }, index) => ({ id, label, colour, value: point.values[index] ?? null }))
    .filter(({ value }) => value !== null && (value !== 0 || !isSummed))
  const parts = isSummed ? known.toSorted((left, right) => (right.value ?? 0) - (left.value ?? 0)) : known
  const sum = parts.reduce((total, { value }) => total + (value ?? 0), 0)
  return (
    <div className={classes['tooltip']}>
      <p className={classes['tooltipTitle']}>{point.title}</p>
      {parts.length === 0 ? <p className={classes['tooltipNone']}>nothing</p> : null}
      <ul className={classes['tooltipParts']}>
        {parts.map(({ id, label, colour, value }) => (
          <li key={id}>
            <span className={classes['swatch']} style={{ background: colour }} />
            <span className={classes['tooltipLabel']}>{label}</span>
            <span>{value === null ? '–' : words.short(value)}</span>
          </li>
        ))}
        {isSummed && parts.length > 1 ? (
          <li className={classes['tooltipSum']}>
            <span />
            <span className={classes['tooltipLabel']}>together</span>
            <span>{words.short(sum)}</span>
          </li>
        ) : null}
      </ul>
    </div>
  )
}
