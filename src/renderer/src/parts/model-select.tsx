import { Select } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { Model } from '#contract/catalog'
import type { ModelRef } from '#contract/ids'
import classes from './model-select.module.css'

/** What is chosen: a model, none on purpose, or nothing yet. */
export type ModelChoice = ModelRef | null | undefined

interface ModelSelectProps {
  readonly models: readonly Pick<Model, 'ref' | 'status'>[]
  readonly value: ModelChoice
  readonly onChange: (choice: ModelChoice) => void
  readonly label: ReactNode
  readonly description?: ReactNode
  readonly error?: ReactNode
  /** What choosing none means; absent: none cannot be chosen. */
  readonly none?: string
  readonly placeholder?: string
}

/** A ref is never so called. */
const noneValue = '(none)'
const mostShown = 60

/** The list itself scrolls, not something around it that could not be reached by keys. */
const parts = { options: classes['options'] }

/** One of many models, found by typing a part of its name. */
export function ModelSelect({ models, value, onChange, label, description, error, none, placeholder = 'Choose' }: ModelSelectProps) {
  const data = useMemo(
    () => [
      ...(none === undefined ? [] : [{ value: noneValue, label: none }]),
      ...models.map(({ ref, status }) => ({ value: ref as string, label: status === 'deprecated' ? `${ref} (deprecated)` : ref })),
    ],
    [models, none],
  )
  return (
    <Select
      label={label}
      description={description}
      error={error}
      placeholder={placeholder}
      searchable
      openOnFocus={false}
      withScrollArea={false}
      classNames={parts}
      limit={mostShown}
      nothingFoundMessage="No model is called so"
      data={data}
      value={value === undefined ? null : (value ?? noneValue)}
      onChange={(chosen) => onChange(chosen === noneValue ? null : models.find(({ ref }) => ref === chosen)?.ref)}
    />
  )
}
