import { Notification, powerSaveBlocker } from 'electron'
import type { MainWindow } from './main-window.ts'
import type { Notice } from './notices.ts'

/** Keeps the machine from suspending the app while runs go on, and no longer. */
export class Wakefulness {
  #blocker: number | undefined

  keep(isNeeded: boolean): void {
    if (isNeeded) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = undefined
    }
  }
}

/** Tells through the system what happened, unless the person is looking at the window. A click shows where. */
export class Notifier {
  readonly #window: MainWindow
  readonly #show: (route: string) => void
  /** Held for as long as they may be clicked: the last ones, or they would be collected. */
  readonly #shown: Notification[] = []

  constructor(window: MainWindow, show: (route: string) => void) {
    this.#window = window
    this.#show = show
  }

  tell({ title, body, route }: Notice): void {
    if (this.#window.isFocused || !Notification.isSupported()) return
    const notification = new Notification({ title, body })
    notification.on('click', () => this.#show(route))
    this.#shown.push(notification)
    if (this.#shown.length > 20) this.#shown.shift()
    notification.show()
  }
}
