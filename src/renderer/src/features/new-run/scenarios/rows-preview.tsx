import { counted } from '#renderer/lib'
import { cellText } from '../dataset-rows.ts'
import classes from './scenarios.module.css'
import type { RowsMade } from './use-rows.ts'

/** How many prompts there will be, and the first of their rows. */
export function RowsPreview({ rows }: { readonly rows: RowsMade | undefined }) {
  return (
    <>
      <p className={classes['count']} aria-live="polite">
        {rows === undefined ? null : (
          <>
            Makes <b>{counted(rows.total, 'prompt')}</b>
            {rows.total > rows.items.length ? `; the first ${rows.items.length}:` : ':'}
          </>
        )}
      </p>
      {rows === undefined || rows.columns.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={classes['frame']} aria-label="Rows as they are sent" tabIndex={0}>
          <table className={classes['rows']}>
            <thead>
              <tr>
                <th scope="col">Row</th>
                {rows.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.items.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  {rows.columns.map((column) => (
                    <td key={column}>{cellText(row[column])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}
