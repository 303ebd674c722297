import type { Rate } from '#contract/outcomes'
import classes from './rate-bar.module.css'
import { sayRate } from './rate-words.ts'

/** A rate as a bar from 0 to 1 with its 95 % interval as whiskers, and both in figures. A dash where there is none. */
export function RateBar({ rate }: { readonly rate: Rate | null }) {
  if (rate === null) return <span className={classes['soft']}>–</span>
  const said = sayRate(rate)
  return (
    <span className={classes['rate']} title={`${said.rate}, with 95 % confidence ${said.interval}`}>
      <span className={classes['track']} aria-hidden="true">
        <span className={classes['fill']} style={{ width: `${rate.rate * 100}%` }} />
        <span className={classes['whiskers']} style={{ left: `${rate.low * 100}%`, width: `${(rate.high - rate.low) * 100}%` }} />
      </span>
      <span className={classes['figure']}>{said.rate}</span>
      <span className={classes['soft']}>{said.interval}</span>
    </span>
  )
}
