import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '#renderer/ui'
import classes from './edit.module.css'

/** Asks before something that others will miss, and why it is done: the reason is kept with the change. */
export function ReasonDialog({
  isOpen,
  title,
  children,
  confirmLabel,
  isDangerous = false,
  onConfirm,
  onLeave,
}: {
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  readonly confirmLabel: string
  readonly isDangerous?: boolean
  readonly onConfirm: (reason: { readonly reason?: string }) => void
  readonly onLeave: () => void
}) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={title}
      onLeave={onLeave}
      choices={[{ label: confirmLabel, isDangerous, onChoose: () => onConfirm(reason.trim() === '' ? {} : { reason: reason.trim() }) }]}
    >
      <div className={classes['question']}>
        {children}
        <ReasonField value={reason} onChange={setReason} />
      </div>
    </ConfirmDialog>
  )
}

/** Why something is done, in a person's words; may stay empty. */
export function ReasonField({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  return (
    <TextInput
      label="Reason"
      placeholder="optional, kept in the history"
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
