import { useMemo, useState } from 'react'
import { formatCount } from '#renderer/lib'
import { RowSteps } from '#renderer/parts'
import { CopyButton, DataTable, EmptyState, SideDrawer, useSortedRows } from '#renderer/ui'
import classes from './query.module.css'
import { resultColumns } from './result-columns.tsx'
import type { Answer } from './use-sql.ts'

/** A result as a table: sorted by its heads, a row open beside it with its texts whole. */
export function ResultTable({ answer: { columns: names, rows, sample, query } }: { readonly answer: Answer }) {
  const columns = useMemo(() => resultColumns(names, sample), [names, sample])
  const table = useSortedRows(rows, columns)
  const [open, setOpen] = useState<number>()
  const row = open === undefined ? undefined : table.rowAt(open)
  const step = (by: number) => (open !== undefined && table.rowAt(open + by) !== undefined ? () => setOpen(open + by) : undefined)
  return (
    <div className={classes['table']}>
      <DataTable
        label="Result"
        columns={columns}
        rowKey={keyOf}
        {...table}
        rowsOf={`${query} ${JSON.stringify(table.sort)}`}
        onOpen={(_row, index) => setOpen(index)}
        follow={open}
        isPlain
        empty={<EmptyState title="No row answers the question">It was understood, and nothing is like that.</EmptyState>}
      />
      <SideDrawer
        isOpen={row !== undefined}
        onClose={() => setOpen(undefined)}
        title={open === undefined ? 'Row' : `Row ${formatCount(open + 1)}`}
        actions={<RowSteps what="row" onPrevious={step(-1)} onNext={step(1)} />}
      >
        <dl className={classes['row']}>
          {row === undefined
            ? null
            : names.map((name, index) => {
                const value = row[index]
                const text = value === null || value === undefined ? null : String(value)
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns may be called the same, and their places never change
                  <div key={index}>
                    <dt>
                      <code>{name}</code> {text === null ? null : <CopyButton text={text} label={`Copy ${name}`} />}
                    </dt>
                    <dd>{text ?? <span className={classes['null']}>null</span>}</dd>
                  </div>
                )
              })}
        </dl>
      </SideDrawer>
    </div>
  )
}

/** Rows have no name; none is marked. */
function keyOf(): string {
  return ''
}
