import type { SqlValue } from '#contract/sql'
import type { Column } from '#renderer/ui'
import classes from './query.module.css'
import type { SqlRow } from './use-sql.ts'

/** Units: pixels, and pixels a letter takes. */
const width = { least: 72, most: 380, letter: 8, sides: 28 }

/** Columns of a result as a table has them: numbers at the end, as wide as what stands in their first rows, `sample`. */
export function resultColumns(names: readonly string[], sample: readonly SqlRow[]): readonly Column<SqlRow>[] {
  return names.map((name, index) => {
    const isNumber = isNumeric(sample, index)
    const longest = sample.reduce((most, row) => Math.max(most, sayValue(row[index]).length), name.length + 2)
    return {
      // Two columns of a result may be called the same.
      id: `${index}`,
      header: name,
      width: Math.round(Math.min(width.most, Math.max(width.least, longest * width.letter + width.sides))),
      ...(isNumber ? ({ align: 'end' } as const) : {}),
      ...(index === names.length - 1 ? { grow: 1 } : {}),
      cell: (row) => (row[index] === null ? <span className={classes['null']}>null</span> : sayValue(row[index])),
      title: (row) => {
        const text = sayValue(row[index])
        return text.length > 24 ? text.slice(0, 600) : undefined
      },
      sortBy: (row) => (isNumber ? (amountOf(row[index]) ?? null) : (row[index] ?? null)),
    }
  })
}

/** Whether what is known of a column is numbers alone. */
export function isNumeric(rows: readonly SqlRow[], column: number): boolean {
  const known = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined)
  return known.length > 0 && known.every((value) => amountOf(value) !== undefined)
}

/** A value as a number: exact decimals and whole numbers beyond 2⁵³ come as text. undefined: it is none. */
export function amountOf(value: SqlValue | undefined): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d{1,30}(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** A value as it is, in one line. */
export function sayValue(value: SqlValue | undefined): string {
  return value === null || value === undefined ? 'null' : typeof value === 'number' ? String(value) : value.replaceAll(/\s+/g, ' ')
}
