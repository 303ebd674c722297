import type * as Electron from 'electron'
import { record } from './record.ts'
import { strict } from './strict.ts'

const waiting: ((button: string) => void)[] = []

export const dialog = strict('dialog', {
  /** Open until the test presses one of its buttons. */
  showMessageBox(_window: unknown, options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    record('dialog', {
      message: options.message,
      detail: options.detail,
      buttons: options.buttons,
      defaultId: options.defaultId,
      cancelId: options.cancelId,
    })
    return new Promise((resolve) => {
      waiting.push((button) => {
        const response = options.buttons?.indexOf(button) ?? -1
        if (response < 0) throw new Error(`electron double: the dialog has no button "${button}"`)
        resolve({ response, checkboxChecked: false })
      })
    })
  },
  showErrorBox: (title: string, content: string) => record('error-box', { title, content }),
} satisfies Pick<Electron.Dialog, 'showErrorBox'> & { showMessageBox(window: unknown, options: Electron.MessageBoxOptions): unknown })

/** A person presses a button of the dialog that has been open longest. */
export function pressButton(button: string): void {
  const answer = waiting.shift()
  if (answer === undefined) throw new Error('electron double: no dialog is open')
  answer(button)
}
