// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed where they are seen cannot be those of a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names its active row
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { type Column, gridOf, nextSort, type Sort } from './columns.ts'
import classes from './data-table.module.css'
import { Glyph } from './icons.tsx'
import { inPlace, slotOf } from './row-slots.ts'
import { moveActive, withActive } from './table-keys.ts'
import { TableRow } from './table-row.tsx'
import { measures } from './tokens.ts'

export interface DataTableProps<Row> {
  /** What the table holds, for those who do not see it. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Rows in all; those on screen are asked of `rowAt`, which may not have them yet. */
  readonly count: number
  readonly rowAt: (index: number) => Row | undefined
  readonly rowKey: (row: Row) => string
  readonly sort?: Sort | undefined
  readonly onSort?: (sort: Sort | undefined) => void
  /** Click or Enter. */
  readonly onOpen?: (row: Row, index: number) => void
  /** Space: the row is marked, or no more, by whoever holds the marks. */
  readonly onMark?: (row: Row, index: number) => void
  /** The row that is open beside the table. */
  readonly chosenKey?: string | undefined
  /** The row that is to be in sight and active, such as the one that is open; the table goes there when it is another. */
  readonly follow?: number | undefined
  /** What the rows are of, such as a filter: when it is another, the table begins at its top. */
  readonly rowsOf?: string
  /** Rows that are to be drawn, both ends included: what a paged table must have. */
  readonly onRange?: (first: number, last: number) => void
  /**
   * Cells are text, with nothing in them that keeps a state, such as a menu: then they are drawn at the least cost, and a row that leaves
   * lends its elements to the one that comes. For tables that are long and scrolled fast.
   */
  readonly isPlain?: boolean
  /** A row that says one thing over all columns, such as the heading of a group; undefined: an ordinary row. Keep it memoised. */
  readonly spanOf?: (row: Row) => ReactNode
  /** In place of rows when there are none. */
  readonly empty?: ReactNode
}

/**
 * A table of any length, of which only what is seen is drawn. It fills the height it is given and scrolls within.
 * Keys: up, down, page up, page down, home, end move; Enter opens, space marks.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    count,
    rowAt,
    rowKey,
    sort,
    onSort,
    onOpen,
    onMark,
    chosenKey,
    follow,
    rowsOf,
    onRange,
    isPlain = false,
    spanOf,
    empty,
  } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const isActive = Math.min(active, Math.max(0, count - 1))
  /** Rows drawn out of sight, each way: fewer where they are replaced as fast as they are scrolled to. */
  const overscan = isPlain ? 2 : 6
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => measures.rowHeight,
    overscan,
    useFlushSync: false,
    scrollPaddingStart: measures.headHeight,
    rangeExtractor: (range) => withActive(range, isActive, count),
  })
  const grid = useMemo(() => gridOf(columns), [columns])
  const items = virtualizer.getVirtualItems()
  const [first, last] = [virtualizer.range?.startIndex ?? 0, virtualizer.range?.endIndex ?? 0]
  const slots = Math.ceil((virtualizer.scrollRect?.height ?? 0) / measures.rowHeight) + 2 * overscan + 2
  const sight = { first, last, overscan, slots }
  const [restedAt, setRestedAt] = useState(0)
  if (isPlain && !virtualizer.isScrolling && restedAt !== first) setRestedAt(first)
  useEffect(() => {
    if (count > 0) onRange?.(first, Math.min(count - 1, last))
  }, [first, last, count, onRange])

  useEffect(() => {
    if (follow === undefined) return
    setActive(follow)
    virtualizer.scrollToIndex(follow, { align: 'auto' })
  }, [follow, virtualizer])
  const shown = useRef(rowsOf)
  useEffect(() => {
    if (shown.current === rowsOf) return
    shown.current = rowsOf
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [rowsOf])

  const latest = useRef({ rowAt, onOpen })
  useEffect(() => {
    latest.current = { rowAt, onOpen }
  })
  const onPick = useCallback((index: number, { target }: MouseEvent) => {
    setActive(index)
    const { rowAt, onOpen } = latest.current
    const row = rowAt(index)
    if (row !== undefined && !isInteractive(target)) onOpen?.(row, index)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / measures.rowHeight) - 2)
    const to = moveActive(event.key, isActive, count, pageRows)
    if (to !== undefined) {
      event.preventDefault()
      setActive(to)
      virtualizer.scrollToIndex(to, { align: 'auto' })
    } else if (event.key === 'Enter') {
      const row = rowAt(isActive)
      if (row !== undefined) onOpen?.(row, isActive)
    } else if (event.key === ' ' && onMark !== undefined) {
      event.preventDefault()
      const row = rowAt(isActive)
      if (row !== undefined) onMark(row, isActive)
    }
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-activedescendant={count > 0 ? `${id}-${isActive}` : undefined}
      tabIndex={0}
      className={classes['table']}
      data-plain={isPlain || undefined}
      data-opens={onOpen !== undefined || undefined}
      onKeyDown={onKeyDown}
    >
      <div
        role="row"
        aria-rowindex={1}
        className={classes['head']}
        tabIndex={-1}
        style={{ gridTemplateColumns: grid.template, minWidth: widthOf(grid.minWidth) }}
      >
        {columns.map((column) => (
          <Head key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      {count === 0 ? (
        <EmptyRow>{empty}</EmptyRow>
      ) : (
        <div role="rowgroup" className={classes['rows']} style={{ height: virtualizer.getTotalSize(), minWidth: widthOf(grid.minWidth) }}>
          {(isPlain ? inPlace(items, restedAt, sight) : items).map((item) => {
            const row = rowAt(item.index)
            return (
              <TableRow
                key={isPlain ? slotOf(item.index, sight) : item.key}
                id={`${id}-${item.index}`}
                index={item.index}
                start={item.start}
                row={row}
                columns={columns}
                spanOf={spanOf}
                template={grid.template}
                isActive={item.index === isActive}
                isChosen={row !== undefined && chosenKey !== undefined && rowKey(row) === chosenKey}
                onPick={onPick}
              />
            )
          })}
        </div>
      )}
    </div>
  )
}

function Head<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort | undefined) => void) | undefined
}) {
  const isSorted = sort?.column === column.id
  const isSortable = onSort !== undefined && (column.sortBy !== undefined || column.isSortable === true)
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      className={classes['cell']}
      data-align={column.align}
      {...(isSortable ? { 'aria-sort': isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none' } : {})}
    >
      {isSortable ? (
        <button type="button" className={classes['sort']} onClick={() => onSort(nextSort(sort, column.id))}>
          {column.header}
          {isSorted ? <Glyph name={sort.isDescending ? 'down' : 'up'} size={12} /> : null}
        </button>
      ) : (
        column.header
      )}
    </div>
  )
}

function EmptyRow({ children }: { readonly children: ReactNode }) {
  return (
    <div role="row" tabIndex={-1}>
      <div role="gridcell">{children}</div>
    </div>
  )
}

/** With the sides that rows have: less, where a table stands in a part of a page that has its own. */
function widthOf(columns: number): string {
  return `calc(${columns}px + 2 * var(--table-inset, 24px))`
}

function isInteractive(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea, [role="menu"], [role="dialog"]') !== null
}
