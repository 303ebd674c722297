import { Checkbox } from '@mantine/core'
import type { Variables } from '#contract/batch'
import { cellText } from '../dataset-rows.ts'
import classes from './expand.module.css'

interface WrittenRowsProps {
  readonly columns: readonly string[]
  readonly rows: readonly Variables[]
  readonly left: ReadonlySet<number>
  readonly onLeave: (index: number, isLeft: boolean) => void
  readonly onEdit: (index: number, column: string, text: string) => void
}

/** Rows as they were written: to be looked through, changed, and left out one by one. */
export function WrittenRows({ columns, rows, left, onLeave, onEdit }: WrittenRowsProps) {
  return (
    <section className={classes['frame']} aria-label="Rows that were written">
      <table className={classes['rows']}>
        <thead>
          <tr>
            <th scope="col">Use</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={index} data-left={left.has(index) || undefined}>
              <td className={classes['tick']}>
                <Checkbox
                  aria-label={`Use row ${index + 1}`}
                  checked={!left.has(index)}
                  onChange={(event) => onLeave(index, !event.currentTarget.checked)}
                />
              </td>
              {columns.map((column) => (
                <td key={column}>
                  <input
                    className={classes['cell']}
                    aria-label={`${column}, written row ${index + 1}`}
                    value={cellText(row[column])}
                    onChange={(event) => onEdit(index, column, event.currentTarget.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
