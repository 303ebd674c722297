import type { Variables } from '#contract/batch'
import type { Notes } from './notes.ts'
import { cellOf, columnName, isObject, type Json } from './values.ts'

/** All values but those that are taken elsewhere, as columns. Of two that would have one name the first stays; any other is noted. */
export function otherColumns(values: Json, taken: ReadonlySet<string>, line: number | null, notes: Notes): Variables {
  const columns = new Map<string, Variables[string]>()
  for (const [name, value] of Object.entries(values)) if (!taken.has(name)) add(columns, name, value, name, taken, line, notes)
  return Object.fromEntries(columns)
}

/** The same of what lies within `field`, such as metadata: each thing in it a column, which has its place before it where the name is another's. */
export function innerColumns(value: Json, field: string, taken: ReadonlySet<string>, line: number | null, notes: Notes): Variables {
  const columns = new Map<string, Variables[string]>()
  for (const [name, inner] of Object.entries(value)) {
    const path = `${field}.${name}`
    add(columns, taken.has(name) ? path : name, inner, path, taken, line, notes)
  }
  return Object.fromEntries(columns)
}

function add(
  columns: Map<string, Variables[string]>,
  name: string,
  value: unknown,
  field: string,
  taken: ReadonlySet<string>,
  line: number | null,
  notes: Notes,
): void {
  const column = columnName(name)
  if (taken.has(column) || columns.has(column)) notes.lost({ line, field }, `there is another column named ${JSON.stringify(column)}`)
  else {
    columns.set(column, cellOf(value))
    if (column !== name.trim())
      notes.changed(
        { line, field },
        `the column is called ${JSON.stringify(column)}: names that begin with two underscores are kept for other things`,
      )
    else if (isObject(value) || Array.isArray(value)) notes.changed({ line, field }, 'a list or map stands as its JSON text')
  }
}
