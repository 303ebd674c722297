import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { Glyph } from '#renderer/ui'
import { nextId } from '../listed.ts'
import type { ColumnType, DraftColumn } from './draft-order.ts'
import classes from './expand.module.css'

const types: readonly { readonly value: ColumnType; readonly label: string }[] = [
  { value: 'text', label: 'text' },
  { value: 'number', label: 'number' },
  { value: 'boolean', label: 'true or false' },
]

interface ColumnFieldsProps {
  readonly columns: readonly DraftColumn[]
  readonly errors: ReadonlyMap<string, string>
  readonly onChange: (columns: readonly DraftColumn[]) => void
}

/** The columns that each row is to have: what each is to hold, its type, and the values it may have. */
export function ColumnFields({ columns, errors, onChange }: ColumnFieldsProps) {
  return (
    <>
      <ul className={classes['columns']} aria-label="Columns">
        {columns.map((column, index) => {
          const set = (change: Partial<DraftColumn>) => onChange(columns.with(index, { ...column, ...change }))
          const called = column.name.trim() === '' ? `column ${index + 1}` : column.name.trim()
          return (
            <li key={column.id} className={classes['column']}>
              <TextInput
                aria-label={`Name of column ${index + 1}`}
                placeholder="country"
                value={column.name}
                error={errors.get(`columns[${index}]`)}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
              <TextInput
                aria-label={`What ${called} holds`}
                placeholder="what it holds"
                value={column.about}
                onChange={(event) => set({ about: event.currentTarget.value })}
              />
              <Select
                aria-label={`Type of ${called}`}
                allowDeselect={false}
                data={types}
                value={column.type}
                onChange={(value) => set({ type: types.find((type) => type.value === value)?.value ?? column.type })}
              />
              <TextInput
                aria-label={`Values that ${called} may have`}
                placeholder="one of: a, b, c"
                value={column.oneOf}
                onChange={(event) => set({ oneOf: event.currentTarget.value })}
              />
              <ActionIcon aria-label={`Remove ${called}`} onClick={() => onChange(columns.toSpliced(index, 1))}>
                <Glyph name="trash" />
              </ActionIcon>
            </li>
          )
        })}
      </ul>
      <Button
        className={classes['add']}
        leftSection={<Glyph name="plus" size={14} />}
        onClick={() => onChange([...columns, { id: nextId(columns), name: '', about: '', type: 'text', oneOf: '' }])}
      >
        Add a column
      </Button>
    </>
  )
}
