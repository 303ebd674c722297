import { Menu } from '@mantine/core'
import { type ReactNode, useId, useRef, useState } from 'react'
import type { CostTotal } from '#contract/costs'
import { Glyph, toastFailure } from '#renderer/ui'
import classes from './charts.module.css'
import { CoverageBand } from './coverage-band.tsx'
import { savePicture } from './save-picture.ts'

export interface ChartFrameProps {
  readonly title: string
  /** What is shown, in a few words: the range, the unit. It stands on the picture, too. */
  readonly subtitle?: string
  /** The total of what is drawn, whose coverage is shown with it; for charts that are not of money, none. */
  readonly total?: CostTotal | undefined
  /** The data behind the chart, such as a `ChartTable`. */
  readonly table: ReactNode
  /** Controls of this chart alone. */
  readonly aside?: ReactNode
  /** In place of the chart, where there is nothing to draw. */
  readonly empty?: ReactNode
  /** Of the table, in pixels. */
  readonly tableHeight?: number
  readonly children: ReactNode
}

/** Around every chart: what it is, how sure its figures are, the figures themselves, and a picture of it to take away. */
export function ChartFrame({ title, subtitle, total, table, aside, empty, tableHeight = 300, children }: ChartFrameProps) {
  const heading = useId()
  const body = useRef<HTMLDivElement>(null)
  const [isTable, setTable] = useState(false)
  const isEmpty = empty !== undefined
  const save = (format: 'png' | 'svg') => {
    if (body.current !== null) void savePicture(body.current, { title, subtitle }, format).catch(toastFailure)
  }
  return (
    <section className={classes['frame']} aria-labelledby={heading}>
      <div className={classes['head']}>
        <h2 id={heading} className={classes['title']}>
          {title}
        </h2>
        {subtitle === undefined ? null : <span className={classes['subtitle']}>{subtitle}</span>}
        <div className={classes['tools']}>
          {aside}
          {isEmpty ? null : (
            <>
              <button
                type="button"
                className={classes['tool']}
                aria-pressed={isTable}
                aria-label={`Table of ${title}`}
                onClick={() => setTable(!isTable)}
              >
                <Glyph name={isTable ? 'chart' : 'table'} size={14} />
                {isTable ? 'Chart' : 'Table'}
              </button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <button type="button" className={classes['tool']} aria-label={`Save ${title} as a picture`} disabled={isTable}>
                    <Glyph name="download" size={14} />
                    Picture
                  </button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => save('png')}>PNG</Menu.Item>
                  <Menu.Item onClick={() => save('svg')}>SVG</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </>
          )}
        </div>
      </div>
      <div ref={body}>
        {total === undefined ? null : <CoverageBand total={total} />}
        {isEmpty ? (
          <div className={classes['empty']}>{empty}</div>
        ) : isTable ? (
          <div className={classes['table']} style={{ height: tableHeight }}>
            {table}
          </div>
        ) : (
          children
        )}
      </div>
    </section>
  )
}
