import type { CommandContext } from './command.ts'
import { type ExitCode, exitCodes } from './exit-code.ts'
import { type Column, renderTable } from './format/table.ts'

/** What a procedure answered: the whole of it as one JSON document, or as a person reads it. */
export function reply<T>({ json, terminal }: CommandContext, value: T, render: (value: T) => string): ExitCode {
  terminal.out(json ? JSON.stringify(value, undefined, 2) : render(value))
  return exitCodes.done
}

/** A page of a list as a table, and how to get the next one. */
export function replyPage<Row>(
  context: CommandContext,
  page: { readonly items: readonly Row[]; readonly next?: string | undefined },
  { columns, none }: { readonly columns: readonly Column<Row>[]; readonly none: string },
): ExitCode {
  const { columns: width, paint } = context.terminal
  return reply(context, page, ({ items, next }) => {
    if (items.length === 0) return none
    const table = renderTable({ columns, rows: items, width, paint })
    return next === undefined ? table : `${table}\n${paint.dim(`More: --after ${next}`)}`
  })
}
