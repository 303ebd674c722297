import { useActiveTooltipDataPoints } from 'recharts'
import type { BreakdownRow } from './breakdown-bars.tsx'
import classes from './charts.module.css'
import type { UnitWords } from './units.ts'

/** What the bar under the pointer or the keys stands for. */
export function BarTooltip({ words }: { readonly words: UnitWords }) {
  const row = useActiveTooltipDataPoints<BreakdownRow>()?.[0]
  if (row === undefined) return null
  return (
    <div className={classes['tooltip']}>
      <p className={classes['tooltipTitle']}>{row.label}</p>
      <p className={classes['tooltipNone']}>{row.value === null ? 'not known' : words.exact(row.value)}</p>
      {row.note === undefined ? null : <p className={classes['tooltipNone']}>{row.note}</p>}
    </div>
  )
}
