// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed where they are seen cannot be those of a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names its active row
import { type MouseEvent, memo, type ReactNode } from 'react'
import type { Column } from './columns.ts'
import classes from './data-table.module.css'

interface TableRowProps<Row> {
  readonly id: string
  readonly index: number
  /** Pixels from the top of all rows. */
  readonly start: number
  /** undefined: it is not here yet. */
  readonly row: Row | undefined
  readonly columns: readonly Column<Row>[]
  readonly spanOf: ((row: Row) => ReactNode) | undefined
  readonly template: string
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly onPick: (index: number, event: MouseEvent) => void
}

function PlainRow<Row>({ id, index, start, row, columns, spanOf, template, isActive, isChosen, onPick }: TableRowProps<Row>) {
  const span = row === undefined ? undefined : spanOf?.(row)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the table, which has the focus
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-active={isActive || undefined}
      data-pending={row === undefined || undefined}
      className={classes['row']}
      style={{ gridTemplateColumns: template, top: start }}
      onClick={(event) => onPick(index, event)}
    >
      {span === undefined ? (
        columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={classes['cell']}
            data-align={column.align}
            title={row === undefined ? undefined : column.title?.(row)}
          >
            {row === undefined ? null : column.cell(row)}
          </div>
        ))
      ) : (
        <div role="gridcell" aria-colspan={columns.length} className={classes['span']}>
          {span}
        </div>
      )}
    </div>
  )
}

/** One row. Drawn anew only when it is another: a table that scrolls draws the rows that come into sight and no more. */
export const TableRow = memo(PlainRow) as typeof PlainRow
