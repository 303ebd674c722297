import type { ReactNode } from 'react'
import { measures } from '#renderer/ui'
import classes from '../run.module.css'

/** Rows of a table that are seen at once before it scrolls by itself. */
const mostRows = 12
/** Room for a scrollbar below, where the window is narrow. */
const barHeight = 10

/** As high as a table of so many rows, within a page that scrolls. */
export function Embedded({ rows, children }: { readonly rows: number; readonly children: ReactNode }) {
  const height = measures.headHeight + Math.min(mostRows, Math.max(1, rows)) * measures.rowHeight + barHeight
  return (
    <div className={classes['inPage']} style={{ height }}>
      {children}
    </div>
  )
}
