import type { Paint } from './paint.ts'
import { plain, shorten, widthOf } from './text.ts'

/** One column. `cell` may colour its text; what came from outside is to be made `plain` there. */
export interface Column<Row> {
  readonly head: string
  readonly align?: 'left' | 'right'
  readonly cell: (row: Row) => string
}

export interface TableOptions<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly total?: Row | undefined
  /** The line's width. The first column, which names the row, is shortened first; then columns go to a second table under the first. */
  readonly width: number
  readonly paint: Paint
}

const gap = '  '
const minNameWidth = 28

/** An aligned table with a line under its heads, and above the total where there is one. */
export function renderTable<Row>({ columns, rows, total, width, paint }: TableOptions<Row>): string {
  const all = total === undefined ? rows : [...rows, total]
  const sized = columns.map((column) => {
    const cells = all.map(column.cell)
    return { ...column, cells, width: Math.max(widthOf(column.head), ...cells.map(widthOf)) }
  })
  const [name, ...rest] = sized
  if (name === undefined) return ''
  const spare = width - rest.reduce((sum, column) => sum + gap.length + column.width, 0)
  const nameWidth = Math.min(name.width, Math.max(minNameWidth, spare))
  const first = {
    ...name,
    width: nameWidth,
    cells: name.cells.map((cell) => (widthOf(cell) > nameWidth ? shorten(plain(cell), nameWidth) : cell)),
  }
  return blocksOf(rest, width - nameWidth)
    .map((block) => renderBlock([first, ...block], rows.length, paint))
    .join('\n\n')
}

interface SizedColumn {
  readonly head: string
  readonly align?: 'left' | 'right'
  readonly cells: readonly string[]
  readonly width: number
}

function blocksOf(columns: readonly SizedColumn[], width: number): SizedColumn[][] {
  const blocks: SizedColumn[][] = [[]]
  let used = 0
  for (const column of columns) {
    const needed = gap.length + column.width
    if (used > 0 && used + needed > width) {
      blocks.push([])
      used = 0
    }
    blocks.at(-1)?.push(column)
    used += needed
  }
  return blocks
}

function renderBlock(columns: readonly SizedColumn[], rows: number, paint: Paint): string {
  const line = (texts: readonly string[]) =>
    columns
      .map((column, at) => pad(texts[at] ?? '', column))
      .join(gap)
      .trimEnd()
  const rule = paint.dim(columns.map((column) => '─'.repeat(column.width)).join('──'))
  const body = (columns[0]?.cells ?? []).map((_cell, row) => line(columns.map((column) => column.cells[row] ?? '')))
  const head = paint.bold(line(columns.map((column) => column.head)))
  const total = body.length > rows ? [rule, ...body.slice(rows)] : []
  return [head, rule, ...body.slice(0, rows), ...total].join('\n')
}

function pad(text: string, { align, width }: SizedColumn): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'right' ? space + text : text + space
}
