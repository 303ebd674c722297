import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './side-drawer.module.css'

interface SideDrawerProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  /** Beside the title: such as previous and next. */
  readonly actions?: ReactNode
  /** Pixels; never wider than the window. */
  readonly width?: number
  readonly children: ReactNode
}

/** By part: a class name alone would be given to what the drawer lies in, too, which is as wide as the window. */
const parts = { content: classes['content'] }

/** One thing of a page, beside it: from the right, closed by Escape or a click beside it. What it lies on stays in sight. */
export function SideDrawer({ isOpen, onClose, title, actions, width = 640, children }: SideDrawerProps) {
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size={`min(${width}px, 96vw)`} lockScroll={false}>
      <Drawer.Overlay backgroundOpacity={0.12} />
      <Drawer.Content classNames={parts}>
        <Drawer.Header className={classes['header']}>
          <Drawer.Title className={classes['title']}>{title}</Drawer.Title>
          <div className={classes['actions']}>
            {actions}
            <Drawer.CloseButton size={28} aria-label="Close" />
          </div>
        </Drawer.Header>
        <Drawer.Body className={classes['body']}>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
