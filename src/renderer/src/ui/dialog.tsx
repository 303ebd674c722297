import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './confirm-dialog.module.css'

interface DialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly onClose: () => void
  readonly size?: 'md' | 'lg'
  readonly children: ReactNode
}

/** Something that is asked before anything else is done. Its title is no banner: one may lie over a drawer, which has its own. */
export function Dialog({ isOpen, title, onClose, size = 'md', children }: DialogProps) {
  return (
    <Modal.Root opened={isOpen} onClose={onClose} size={size} centered lockScroll={false} transitionProps={{ duration: 90 }}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content>
        <div className={classes['head']}>
          <Modal.Title className={classes['title']}>{title}</Modal.Title>
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
