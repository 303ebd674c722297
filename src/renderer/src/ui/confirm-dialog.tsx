import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './confirm-dialog.module.css'
import { Dialog } from './dialog.tsx'

export interface Choice {
  readonly label: string
  readonly onChoose: () => void
  readonly isDangerous?: boolean
}

/** Asks before something that cannot be undone. Each choice says in full what it does; leaving is always one. */
export function ConfirmDialog({
  isOpen,
  title,
  children,
  choices,
  leaveLabel = 'Leave it',
  onLeave,
}: {
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  readonly choices: readonly Choice[]
  readonly leaveLabel?: string
  readonly onLeave: () => void
}) {
  return (
    <Dialog isOpen={isOpen} onClose={onLeave} title={title}>
      <div className={classes['text']}>{children}</div>
      <div className={classes['choices']}>
        <Button onClick={onLeave}>{leaveLabel}</Button>
        {choices.map(({ label, onChoose, isDangerous = false }) => (
          <Button
            key={label}
            variant={isDangerous ? 'default' : 'filled'}
            className={isDangerous ? classes['danger'] : undefined}
            onClick={onChoose}
          >
            {label}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}
