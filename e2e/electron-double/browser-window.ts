import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { app } from './app.ts'
import { Cancellable } from './cancellable.ts'
import { browser } from './chromium.ts'
import { record } from './record.ts'
import { strict } from './strict.ts'
import { WebContents } from './web-contents.ts'

type Modelled = Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'setProgressBar'
>

const open: Window[] = []

/** A window that cannot be seen: it has a page, and remembers what was done to it. It refuses to be unsafe. */
class Window extends EventEmitter implements Modelled {
  readonly webContents = strict('webContents', new WebContents())
  readonly #preload: string | undefined
  #bounds: Electron.Rectangle
  #isDestroyed = false
  #isShown: boolean
  #isFocused = false
  #isMinimized = false
  #isMaximized = false

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    refuseUnsafe(options.webPreferences ?? {})
    const { x = 0, y = 0, width = 800, height = 600, webPreferences, show = true } = options
    this.#bounds = { x, y, width, height }
    this.#preload = webPreferences?.preload
    this.#isShown = show
    open.push(this)
    app.windows.add(this)
    record('window', { bounds: this.#bounds, title: options.title, webPreferences: { ...webPreferences, preload: undefined } })
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.open(await browser, url, this.#preload)
    if (this.#isDestroyed) return await this.webContents.dispose()
    if (!this.#isShown) this.emit('ready-to-show')
    await this.webContents.resize(this.#bounds)
  }

  show(): void {
    if (!this.#isShown) record('shown')
    this.#isShown = true
    this.#isFocused = true
  }

  focus(): void {
    this.#isFocused = true
    record('focus')
  }

  blur(): void {
    this.#isFocused = false
    this.emit('blur')
  }

  restore(): void {
    this.#isMinimized = false
    record('restore')
  }

  minimize(): void {
    this.#isMinimized = true
    this.#isFocused = false
  }

  maximize(): void {
    this.#isMaximized = true
    record('maximize')
  }

  isFocused(): boolean {
    return this.#isFocused
  }

  isMinimized(): boolean {
    return this.#isMinimized
  }

  isMaximized(): boolean {
    return this.#isMaximized
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds }
  }

  /** Not Electron's: a person moves it. */
  moveTo(bounds: Electron.Rectangle): void {
    this.#bounds = bounds
  }

  setProgressBar(ratio: number, options?: Electron.ProgressBarOptions): void {
    record('progress', { ratio, mode: options?.mode })
  }

  close(): void {
    const asked = new Cancellable()
    this.emit('close', asked)
    if (!asked.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#isFocused = false
    open.splice(open.indexOf(this), 1)
    record('closed')
    void this.webContents.dispose()
    this.emit('closed')
    app.windowClosed(this)
  }
}

function refuseUnsafe({ sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }: Electron.WebPreferences): void {
  if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false || webSecurity === false || webviewTag === true) {
    throw new Error('electron double: an unsafe window')
  }
}

/** `new BrowserWindow(…)` gives a window of which everything that is not modelled throws. */
export const BrowserWindow = strict(
  'BrowserWindow',
  class extends Window {
    constructor(options?: Electron.BrowserWindowConstructorOptions) {
      super(options)
      // biome-ignore lint/correctness/noConstructorReturn: what stands before the window is what refuses the rest of it
      return strict('BrowserWindow', this)
    }
  },
)

/** The window that is open; throws when none is. */
export function openWindow(): Window {
  const [window] = open
  if (window === undefined) throw new Error('electron double: no window is open')
  return window
}
