import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { record } from './record.ts'

const shown: Notification[] = []

export class Notification extends EventEmitter implements Pick<Electron.Notification, 'show' | 'close'> {
  readonly #options: Electron.NotificationConstructorOptions

  static isSupported(): boolean {
    return true
  }

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.#options = options
  }

  show(): void {
    shown.push(this)
    record('notification', this.#options)
  }

  close(): void {
    this.emit('close')
  }
}

/** A person clicks the notification that came last. */
export function clickNotification(): void {
  const last = shown.at(-1)
  if (last === undefined) throw new Error('electron double: no notification was shown')
  last.emit('click', {})
}
