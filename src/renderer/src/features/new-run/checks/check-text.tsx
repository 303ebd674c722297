import { Textarea, TextInput } from '@mantine/core'
import type { CheckPart } from './check-part.ts'
import classes from './checks.module.css'

type TextKey = 'value' | 'values' | 'pattern' | 'flags' | 'tolerance' | 'usd' | 'ms' | 'rubric' | 'minScore'

interface CheckTextProps extends CheckPart {
  readonly field: TextKey
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  /** It may have several lines, and takes the width. */
  readonly isLong?: boolean
}

/** One of a check's texts, named for those who do not see whose it is. */
export function CheckText({ check, called, path, errors, set, field, label, hint, placeholder, isLong = false }: CheckTextProps) {
  const shared = {
    label,
    'aria-label': `${label} of ${called}`,
    value: check[field],
    error: errors.get(`${path}.${field}`),
    ...(hint === undefined ? {} : { description: hint }),
    ...(placeholder === undefined ? {} : { placeholder }),
  }
  return isLong ? (
    <Textarea
      {...shared}
      className={classes['wide']}
      autosize
      minRows={1}
      maxRows={12}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  ) : (
    <TextInput {...shared} onChange={(event) => set({ [field]: event.currentTarget.value })} />
  )
}
