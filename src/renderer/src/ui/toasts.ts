import { notifications } from '@mantine/notifications'
import { sayError } from '#renderer/lib'

const closable = { closeButtonProps: { 'aria-label': 'Close the message' } }

/** What was done, for a few seconds, at the corner of the window. What must be acted upon belongs on the page. */
export function toastDone(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true, ...closable })
}

/** A command failed: what the engine said, until it is closed. Give it to a mutation's `onError`. */
export function toastFailure(error: unknown): void {
  const { title, details, reference } = sayError(error)
  const message = [...details, ...(reference === undefined ? [] : [`Reference ${reference}`])].join(' ')
  notifications.show({ title, message, color: 'red', autoClose: false, withBorder: true, role: 'alert', ...closable })
}
