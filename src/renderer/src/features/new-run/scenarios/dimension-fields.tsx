import { ActionIcon, Textarea, TextInput } from '@mantine/core'
import { counted } from '#renderer/lib'
import { Glyph } from '#renderer/ui'
import { valuesOf } from '../list-text.ts'
import type { DraftDimension } from './draft-scenarios.ts'
import classes from './scenarios.module.css'

interface DimensionFieldsProps {
  readonly dimension: DraftDimension
  readonly number: number
  readonly error: string | undefined
  readonly onChange: (dimension: DraftDimension) => void
  readonly onRemove: () => void
}

/** A dimension: the variable that it fills, and its values. */
export function DimensionFields({ dimension, number, error, onChange, onRemove }: DimensionFieldsProps) {
  const { name, values } = dimension
  const called = name.trim() === '' ? `dimension ${number}` : name.trim()
  const { length } = valuesOf(values)
  return (
    <li className={classes['dimension']}>
      <TextInput
        aria-label={`Name of dimension ${number}`}
        placeholder="country"
        value={name}
        onChange={(event) => onChange({ ...dimension, name: event.currentTarget.value })}
      />
      <Textarea
        aria-label={`Values of ${called}`}
        placeholder="France, Japan – or one a line"
        description={length === 0 ? 'One a line, or on one line parted by commas; "007" in quotes is text' : counted(length, 'value')}
        inputWrapperOrder={['input', 'description', 'error']}
        autosize
        minRows={1}
        maxRows={8}
        value={values}
        error={error}
        onChange={(event) => onChange({ ...dimension, values: event.currentTarget.value })}
      />
      <ActionIcon aria-label={`Remove ${called}`} onClick={onRemove}>
        <Glyph name="trash" />
      </ActionIcon>
    </li>
  )
}
