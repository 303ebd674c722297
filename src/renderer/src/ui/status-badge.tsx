import type { ReactNode } from 'react'
import classes from './status-badge.module.css'

/** What a colour says: it goes on, is well, waits, is ill, is in doubt; `quiet` says nothing. */
export type Tone = 'going' | 'good' | 'waiting' | 'bad' | 'doubt' | 'quiet'

/** A state in a word, with a dot in its colour. `isLive`: the dot breathes. */
export function StatusBadge({
  tone,
  children,
  title,
  isLive = false,
}: {
  readonly tone: Tone
  readonly children: ReactNode
  readonly title?: string
  readonly isLive?: boolean
}) {
  return (
    <span className={classes['badge']} data-tone={tone} title={title}>
      <span className={classes['dot']} data-live={isLive || undefined} />
      {children}
    </span>
  )
}

export interface Share {
  readonly tone: Tone
  readonly count: number
  readonly label: string
}

/** Parts of a whole as one thin bar, in the order given; what is left of the whole stays empty. */
export function ProgressBar({
  shares,
  total,
  label,
}: {
  readonly shares: readonly Share[]
  readonly total: number
  readonly label: string
}) {
  const done = shares.reduce((sum, { count }) => sum + count, 0)
  return (
    <div
      className={classes['progress']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(total, 1)}
      aria-valuenow={Math.min(done, Math.max(total, 1))}
      title={shares
        .filter(({ count }) => count > 0)
        .map((share) => `${share.count.toLocaleString('en-US')} ${share.label}`)
        .join(', ')}
    >
      {shares.map(({ tone, count, label: name }) => (
        <span key={name} data-tone={tone} style={{ width: `${total === 0 ? 0 : (count / total) * 100}%` }} />
      ))}
    </div>
  )
}
