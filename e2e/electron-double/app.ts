import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type * as Electron from 'electron'
import { Cancellable } from './cancellable.ts'
import { browser } from './chromium.ts'
import { record } from './record.ts'
import { settings } from './settings.ts'
import { takeSingleInstance } from './single-instance.ts'
import { strict } from './strict.ts'

/** What the app ends, before it ends itself. */
interface Closable {
  close(): void
  destroy(): void
  isDestroyed(): boolean
}

type Modelled = Pick<
  Electron.App,
  | 'isPackaged'
  | 'whenReady'
  | 'isReady'
  | 'getName'
  | 'getVersion'
  | 'getPath'
  | 'setPath'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
>

/** Ready once Chromium is there. Ends as Electron does: `before-quit`, windows, `will-quit`, `quit`; any of the first three may be told no. */
class App extends EventEmitter implements Modelled {
  readonly isPackaged = false
  readonly windows = new Set<Closable>()
  readonly #paths = new Map<string, string>([['userData', path.join(settings.home, 'user-data')]])
  readonly #ready = browser.then(() => {
    this.#isReady = true
    this.emit('ready')
  })
  #isReady = false
  #isQuitting = false

  whenReady(): Promise<void> {
    return this.#ready
  }

  isReady(): boolean {
    return this.#isReady
  }

  getName(): string {
    return 'assay'
  }

  getVersion(): string {
    return '0.0.0'
  }

  getPath(name: string): string {
    const found = this.#paths.get(name)
    if (found === undefined) throw new Error(`electron double: app.getPath('${name}') is not modelled`)
    return found
  }

  setPath(name: string, folder: string): void {
    if (!existsSync(folder)) throw new Error(`electron double: app.setPath('${name}') to a folder that is not there`)
    this.#paths.set(name, folder)
  }

  setAppUserModelId(id: string): void {
    record('app-user-model-id', { id })
  }

  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    const isFirst = takeSingleInstance(this.getPath('userData'), data, ({ words, folder, data: given }) => {
      record('second-instance', { data: given })
      this.emit('second-instance', new Cancellable(), words, folder, given)
    })
    record('single-instance', { isFirst })
    return isFirst
  }

  relaunch(): void {
    record('relaunch')
  }

  quit(): void {
    const asked = new Cancellable()
    this.emit('before-quit', asked)
    if (asked.defaultPrevented) return
    this.#isQuitting = true
    for (const window of this.windows) window.close()
    this.#isQuitting = false
    if (this.windows.size > 0) return
    const going = new Cancellable()
    this.emit('will-quit', going)
    record('quit', { isLater: going.defaultPrevented })
    if (!going.defaultPrevented) this.exit()
  }

  exit(code = 0): void {
    this.#isQuitting = true
    for (const window of this.windows) window.destroy()
    this.emit('quit', {}, code)
    void browser.then((context) => context.close()).finally(() => process.exit(code))
  }

  /** Not Electron's: a window tells that it is gone. */
  windowClosed(window: Closable): void {
    this.windows.delete(window)
    if (this.windows.size === 0 && !this.#isQuitting) this.emit('window-all-closed')
  }
}

export const app = strict('app', new App())

// As on Linux: told to end, Electron quits as if a person had asked it to; unless the app listens itself.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) app.quit()
  })
}
