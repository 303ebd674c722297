import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { sayError } from '#renderer/lib'
import { CopyButton } from './copy-button.tsx'
import { Glyph } from './icons.tsx'
import classes from './states.module.css'

/** Nothing is here, why, and what makes something be here. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className={classes['state']}>
      <p className={classes['title']}>{title}</p>
      {children === undefined ? null : <div className={classes['text']}>{children}</div>}
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </div>
  )
}

/** Lines where rows will be, as high as they, so that nothing jumps. Shown after a moment: what is quick never flickers. */
export function LoadingState({ rows = 8, label = 'Loading' }: { readonly rows?: number; readonly label?: string }) {
  return (
    <div className={classes['loading']} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <div key={index} className={classes['line']}>
          <span className={classes['bar']} />
        </div>
      ))}
    </div>
  )
}

/** What was asked failed: sentences made from the failure's code, the reference of the log, and a way to ask again. */
export function FailureState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: (() => unknown) | undefined }) {
  const { title, details, reference } = sayError(error)
  return (
    <div className={classes['state']} role="alert">
      <p className={classes['failure']}>
        <Glyph name="alert" />
        {title}
      </p>
      <div className={classes['text']}>
        {details.map((detail) => (
          <p key={detail}>{detail}</p>
        ))}
        {reference === undefined ? null : (
          <p>
            Reference <code>{reference}</code> <CopyButton text={reference} label="Copy the reference" />
          </p>
        )}
      </div>
      {onRetry === undefined ? null : (
        <div className={classes['actions']}>
          <Button onClick={() => onRetry()}>Try again</Button>
        </div>
      )}
    </div>
  )
}

/** A line within a page that tells of something to be minded. */
export function Notice({
  tone,
  children,
  actions,
}: {
  readonly tone: 'bad' | 'waiting' | 'doubt' | 'going'
  readonly children: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className={classes['notice']} data-tone={tone} role="status">
      <Glyph name={tone === 'going' ? 'about' : 'alert'} />
      <div className={classes['noticeText']}>{children}</div>
      {actions === undefined ? null : <div className={classes['noticeActions']}>{actions}</div>}
    </div>
  )
}

interface QueryLike<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly isPending: boolean
  refetch(): unknown
}

/** One of three: loading, failed, or the data. Data that is there stays on screen when asking again fails. */
export function Loaded<Data>({
  query,
  loading,
  children,
}: {
  readonly query: QueryLike<Data>
  readonly loading?: ReactNode
  readonly children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.error !== null) return <FailureState error={query.error} onRetry={() => query.refetch()} />
  return loading ?? <LoadingState />
}
