import { Kbd, Modal } from '@mantine/core'
import { Fragment } from 'react'
import classes from './layout.module.css'
import { modifierName } from './navigation.tsx'
import { shortcutList } from './shortcuts.ts'

export function ShortcutSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Shortcuts" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes['shortcuts']}>
        {shortcutList.map(([does, keys]) => (
          <Fragment key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <Fragment key={key}>
                  <Kbd>{key === 'mod' ? modifierName() : key}</Kbd>{' '}
                </Fragment>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  )
}
