import type { Variables } from '#contract/batch'
import type { DraftRows } from './draft.ts'

export function setCell({ columns, rows }: DraftRows, index: number, column: string, text: string): DraftRows {
  return { columns, rows: rows.map((row, at) => (at === index ? { ...row, [column]: text } : row)) }
}

export function addRow({ columns, rows }: DraftRows): DraftRows {
  return { columns, rows: [...rows, Object.fromEntries(columns.map((column) => [column, '']))] }
}

export function removeRow({ columns, rows }: DraftRows, index: number): DraftRows {
  return { columns, rows: rows.filter((_row, at) => at !== index) }
}

/** Columns that are there already stay as they are. With the first column comes a first row. */
export function addColumns({ columns, rows }: DraftRows, names: readonly string[]): DraftRows {
  const added = [...new Set(names)].filter((name) => name !== '' && !columns.includes(name))
  const filled = rows.length === 0 && columns.length + added.length > 0 ? [{}] : rows
  const empty = Object.fromEntries(added.map((name) => [name, '']))
  return { columns: [...columns, ...added], rows: added.length === 0 ? filled : filled.map((row) => ({ ...row, ...empty })) }
}

export function removeColumn({ columns, rows }: DraftRows, name: string): DraftRows {
  return { columns: columns.filter((column) => column !== name), rows: rows.map((row) => without(row, name)) }
}

/** A value as its cell shows it. */
export function cellText(value: Variables[string] | undefined): string {
  return value === undefined || value === null ? '' : String(value)
}

function without(row: Variables, name: string): Variables {
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== name))
}
