import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { counted } from '#renderer/lib'
import classes from './filters.module.css'

export interface FilterOption {
  readonly value: string
  readonly label: string
}

interface ValuesFilterProps {
  /** What the values are of: the name of the list. */
  readonly label: string
  readonly options: readonly FilterOption[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
  /** They are still being asked for. */
  readonly isLoading?: boolean
  /** Values that are not in the list can be typed; what a typed one is, or undefined: none. */
  readonly readTyped?: (text: string) => string | undefined
  /** What can be typed: `404` or `a name`. */
  readonly placeholder?: string
}

const mostShown = 100
/** From so many on they are found by typing. */
const many = 12

/** Any of several values, ticked in a list: what is ticked holds at once. */
export function ValuesFilter({ label, options, chosen, onChange, isLoading = false, readTyped, placeholder = 'Find' }: ValuesFilterProps) {
  const [text, setText] = useState('')
  const typed = text.trim() === '' ? undefined : readTyped?.(text.trim())
  const known = new Set(options.map(({ value }) => value))
  const all = [...chosen.filter((value) => !known.has(value)).map((value) => ({ value, label: value })), ...options]
  const found = all.filter((option) => option.label.toLowerCase().includes(text.trim().toLowerCase()))
  const shown = found.slice(0, mostShown)
  const add = (value: string) => {
    if (!chosen.includes(value)) onChange([...chosen, value])
    setText('')
  }
  return (
    <form
      className={classes['values']}
      onSubmit={(event) => {
        event.preventDefault()
        const [only] = found.length === 1 ? found : []
        const value = typed ?? only?.value
        if (value !== undefined) add(value)
      }}
    >
      {options.length > many || readTyped !== undefined ? (
        <TextInput
          data-autofocus
          aria-label={`Find: ${label}`}
          placeholder={placeholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      {typed === undefined || known.has(typed) ? null : <Button type="submit">{`Add “${typed}”`}</Button>}
      {shown.length === 0 && typed === undefined ? (
        <span className={classes['none']}>{isLoading ? 'Looking…' : 'There is none'}</span>
      ) : null}
      <Checkbox.Group aria-label={label} value={[...chosen]} onChange={onChange} className={classes['list']}>
        <Stack gap={8}>
          {shown.map(({ value, label: name }) => (
            <Checkbox key={value} value={value} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
      {found.length > shown.length ? (
        <span className={classes['none']}>{counted(found.length - shown.length, 'more', 'more')}: type a part of the name</span>
      ) : null}
    </form>
  )
}

/** What is chosen, for a chip. */
export function sayValues(chosen: readonly string[], nameOf: (value: string) => string): string | undefined {
  const [first, second] = chosen
  if (first === undefined) return undefined
  if (second === undefined) return nameOf(first)
  return chosen.length === 2 ? `${nameOf(first)} or ${nameOf(second)}` : `${nameOf(first)} or ${chosen.length - 1} others`
}
