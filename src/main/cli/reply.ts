import type { CommandContext } from './command.ts'
import { type ExitCode, exitCodes } from './exit-code.ts'
import { type Column, renderTable } from './format/table.ts'

interface Page<Item> {
  readonly items: readonly Item[]
  readonly next?: string | undefined
}

/** What a procedure answered: the whole of it as one JSON document, or as a person reads it. */
export function reply<T>({ json, terminal }: Pick<CommandContext, 'json' | 'terminal'>, value: T, render: (value: T) => string): ExitCode {
  terminal.out(json ? JSON.stringify(value, undefined, 2) : render(value))
  return exitCodes.done
}

/** As `reply`, of an edit: a person at a terminal is told how it is taken back, beside the answer. */
export function replyEdit<T extends { readonly change: string | null }>(
  context: Pick<CommandContext, 'json' | 'terminal'>,
  value: T,
  render: (value: T) => string,
): ExitCode {
  const { json, terminal } = context
  const code = reply(context, value, render)
  if (!json && terminal.isTerminal && value.change !== null)
    terminal.err(terminal.paint.dim(`To take it back: assay audit undo ${value.change}`))
  return code
}

interface PageTable<Item, Row> {
  readonly columns: readonly Column<Row>[]
  /** What is said of an empty page. */
  readonly none: string
  readonly rowsOf: (item: Item) => readonly Row[]
}

/** A page of a list as a table, and how to get the next one. */
export function replyPage<Row>(context: CommandContext, page: Page<Row>, table: Omit<PageTable<Row, Row>, 'rowsOf'>): ExitCode {
  return replyPageOf(context, page, { ...table, rowsOf: (item) => [item] })
}

/** As `replyPage`, for items that take several rows. */
export function replyPageOf<Item, Row>(
  context: CommandContext,
  page: Page<Item>,
  { columns, none, rowsOf }: PageTable<Item, Row>,
): ExitCode {
  const { columns: width, paint } = context.terminal
  return reply(context, page, ({ items, next }) => {
    if (items.length === 0) return none
    const table = renderTable({ columns, rows: items.flatMap(rowsOf), width, paint })
    return next === undefined ? table : `${table}\n${paint.dim(`More: --after ${next}`)}`
  })
}
