import { ActionIcon, Button, TextInput, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { Variables } from '#contract/batch'
import { counted } from '#renderer/lib'
import { Glyph } from '#renderer/ui'
import classes from './dataset-grid.module.css'
import { addColumns, addRow, cellText, removeColumn, removeRow, setCell } from './dataset-rows.ts'
import type { DraftRows } from './draft.ts'

/** So many rows are fields at once; more are shown when they are asked for. */
const pageRows = 50

/** Rows in place: a column a variable, a field a value. */
export function DatasetGrid({ value, onChange }: { readonly value: DraftRows; readonly onChange: (value: DraftRows) => void }) {
  const [shown, setShown] = useState(pageRows)
  const [name, setName] = useState('')
  const { columns, rows } = value
  const addColumn = () => {
    onChange(addColumns(value, [name.trim()]))
    setName('')
  }
  return (
    <>
      {columns.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={classes['gridFrame']} aria-label="Rows of the dataset" tabIndex={0}>
          <table className={classes['grid']}>
            <thead>
              <tr>
                <th scope="col" className={classes['rowNumber']}>
                  <VisuallyHidden>Row</VisuallyHidden>
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    <span className={classes['columnHead']}>
                      {column}
                      <ActionIcon size={18} aria-label={`Remove column ${column}`} onClick={() => onChange(removeColumn(value, column))}>
                        <Glyph name="close" size={11} />
                      </ActionIcon>
                    </span>
                  </th>
                ))}
                <th className={classes['rowEnd']}>
                  <VisuallyHidden>Remove</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shown).map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                <tr key={index}>
                  <th scope="row" className={classes['rowNumber']}>
                    {index + 1}
                  </th>
                  {columns.map((column) => (
                    <td key={column}>
                      <Cell row={row} index={index} column={column} onChange={(text) => onChange(setCell(value, index, column, text))} />
                    </td>
                  ))}
                  <td className={classes['rowEnd']}>
                    <ActionIcon size={22} aria-label={`Remove row ${index + 1}`} onClick={() => onChange(removeRow(value, index))}>
                      <Glyph name="close" size={12} />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <div className={classes['gridFoot']}>
        {columns.length === 0 ? null : (
          <Button leftSection={<Glyph name="plus" size={14} />} onClick={() => onChange(addRow(value))}>
            Add a row
          </Button>
        )}
        <TextInput
          aria-label="Name of a new column"
          placeholder="new column"
          w={150}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
            event.preventDefault()
            addColumn()
          }}
        />
        <Button disabled={name.trim() === ''} onClick={addColumn}>
          Add the column
        </Button>
        <span className={classes['gridCount']}>
          {rows.length > shown ? `${shown} of ${counted(rows.length, 'row')}` : counted(rows.length, 'row')}
          {rows.length > shown ? (
            <Button size="compact-xs" variant="subtle" onClick={() => setShown(shown + pageRows)}>
              Show more
            </Button>
          ) : null}
        </span>
      </div>
    </>
  )
}

interface CellProps {
  readonly row: Variables
  readonly index: number
  readonly column: string
  readonly onChange: (text: string) => void
}

function Cell({ row, index, column, onChange }: CellProps) {
  return (
    <input
      className={classes['cell']}
      aria-label={`${column}, row ${index + 1}`}
      value={cellText(row[column])}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
