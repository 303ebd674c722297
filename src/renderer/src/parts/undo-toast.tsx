import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { notifications, notificationsStore } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import type { AuditId } from '#contract/ids'
import { useApi } from '#renderer/transport'
import { toastDone } from '#renderer/ui'
import classes from './undo-toast.module.css'
import { sayUndoRefusal } from './undo-words.ts'

const prefix = 'edited-'
const forMs = 10_000

/**
 * What was edited, with a way to take it back for ten seconds: the button, or Ctrl Z outside a field. It stays while it has the pointer or the focus.
 * `change`: as the write answered it; null: it stood so already, and nothing was changed. `text`: what was done, as a sentence without its full stop.
 */
export function toastEdited(change: AuditId | null, text: string): void {
  if (change === null) toastDone('Nothing was changed: it stands so already')
  else show(change, text, false)
}

/** One at a time: what is taken back by the keys is the last change. Each is a toast of its own, for one that is shown in another's place goes when that one's time is up. */
function show(change: AuditId, text: string, isUndone: boolean): void {
  for (const { id } of notificationsStore.getState().notifications) if (id?.startsWith(prefix) === true) notifications.hide(id)
  notifications.show({
    id: `${prefix}${change}`,
    message: <UndoToast key={change} change={change} text={text} isUndone={isUndone} />,
    autoClose: forMs,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
  })
}

function UndoToast({ change, text, isUndone }: { readonly change: AuditId; readonly text: string; readonly isUndone: boolean }) {
  const { mutate, isPending, error } = useMutation(
    useApi().audit.undo.mutationOptions({ onSuccess: (entry) => show(entry.id, text, !isUndone) }),
  )
  const undo = () => {
    if (!isPending && error === null) mutate({ id: change })
  }
  useHotkeys([['mod+Z', undo]])
  return (
    <div className={classes['toast']}>
      <div className={classes['text']}>
        {isUndone ? `Undone: ${text}` : text}
        {error === null ? null : (
          <span className={classes['refusal']} role="alert">
            It cannot be {isUndone ? 'done again' : 'undone'}. {sayUndoRefusal(error)}{' '}
            <a href={`#/history?entry=${change}`}>See the change</a>
          </span>
        )}
      </div>
      {error === null ? (
        <Button size="compact-xs" loading={isPending} onClick={undo} aria-keyshortcuts="Control+Z Meta+Z">
          {isUndone ? 'Redo' : 'Undo'}
        </Button>
      ) : null}
    </div>
  )
}
