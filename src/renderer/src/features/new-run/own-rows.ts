import type { Variables } from '#contract/batch'
import { checksColumn, messagesColumn } from '#contract/own-columns'
import { counted } from '#renderer/lib'

/** How many rows bring messages or checks of their own, which no cell shows; undefined: none does. */
export function ownRowsText(rows: readonly Variables[]): string | undefined {
  const [messages, checks] = [messagesColumn, checksColumn].map((column) => rows.filter((row) => Object.hasOwn(row, column)).length)
  const said = [sayRows(messages, 'messages'), sayRows(checks, 'checks')].filter((words) => words !== undefined)
  return said.length === 0 ? undefined : `${said.join('; ')}. They go along unseen.`
}

function sayRows(count: number | undefined, what: string): string | undefined {
  return count === undefined || count === 0
    ? undefined
    : `${counted(count, 'row')} ${count === 1 ? 'brings' : 'bring'} ${what} of ${count === 1 ? 'its' : 'their'} own`
}
