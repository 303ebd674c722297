import { formatCount } from '#renderer/lib'
import classes from './slots.module.css'

/** More places than these are shown as one bar. */
const mostDrawn = 16

/** The places of a pool: filled are calls in flight. */
export function Slots({ inFlight, limit }: { readonly inFlight: number; readonly limit: number }) {
  const drawn = Math.min(limit, mostDrawn)
  const filled = limit <= mostDrawn ? inFlight : Math.ceil((inFlight / limit) * mostDrawn)
  return (
    <span className={classes['slots']}>
      <span aria-hidden="true" className={classes['boxes']}>
        {Array.from({ length: drawn }, (_, index) => index).map((index) => (
          <span key={index} data-filled={index < filled || undefined} />
        ))}
      </span>
      <span>
        {formatCount(inFlight)} / {formatCount(limit)}
      </span>
    </span>
  )
}
