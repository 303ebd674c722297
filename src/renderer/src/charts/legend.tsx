import type { Series } from './chart-data.ts'
import classes from './charts.module.css'

/** The series of a chart with their colours; each can be left out and brought back. */
export function Legend({
  series,
  hidden,
  onToggle,
}: {
  readonly series: readonly Series[]
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (id: string) => void
}) {
  if (series.length < 2) return null
  return (
    <ul className={classes['legend']} aria-label="Series">
      {series.map(({ id, label, colour }) => (
        <li key={id}>
          <button
            type="button"
            className={classes['legendItem']}
            aria-pressed={!hidden.has(id)}
            title={hidden.has(id) ? `Show ${label}` : `Leave out ${label}`}
            onClick={() => onToggle(id)}
            data-series={label}
          >
            <span className={classes['swatch']} style={{ background: colour }} aria-hidden="true" />
            {label}
          </button>
        </li>
      ))}
    </ul>
  )
}
