import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Notice } from '#renderer/ui'
import type { Conflict, Decision, Value } from './conflict.ts'
import { ConflictNotice } from './conflict-notice.tsx'
import classes from './edit.module.css'
import type { FormErrors } from './form-errors.ts'

interface EditFootProps {
  readonly edit: {
    readonly errors: FormErrors
    readonly conflict: Conflict | undefined
    readonly isSaving: boolean
    readonly decide: (decision: Decision) => void
  }
  readonly saveLabel: string
  readonly sayField?: (name: string) => string
  readonly sayValue?: (name: string, value: Value) => string
  /** Beside the button that saves. */
  readonly children?: ReactNode
}

/** The end of a form: what keeps it from being saved and is of no field, and its one action. */
export function EditFoot({ edit, saveLabel, sayField, sayValue, children }: EditFootProps) {
  const { errors, conflict, isSaving, decide } = edit
  return (
    <div className={classes['foot']}>
      {errors.rest.length === 0 ? null : <Notice tone="bad">{errors.rest.join(' ')}</Notice>}
      {conflict === undefined ? null : (
        <ConflictNotice
          key={conflict.revision}
          conflict={conflict}
          onDecide={decide}
          {...(sayField === undefined ? {} : { sayField })}
          {...(sayValue === undefined ? {} : { sayValue })}
        />
      )}
      <div className={classes['actions']}>
        <Button type="submit" variant="filled" loading={isSaving}>
          {saveLabel}
        </Button>
        {children}
      </div>
    </div>
  )
}
