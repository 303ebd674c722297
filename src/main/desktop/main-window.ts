import { BrowserWindow, screen } from 'electron'
import type { Log } from '#engine'
import { pageAddress } from './app-origin.ts'
import { placeWindow, type Rectangle, windowPolicy } from './place-window.ts'
import { webPreferencesOf } from './web-preferences.ts'

/** A window as it is kept for the next time: where it is when it is not maximised, and whether it is. */
export interface SavedWindow extends Rectangle {
  readonly isMaximized: boolean
}

export interface MainWindowOptions {
  readonly title: string
  readonly icon: string
  readonly preload: string
  readonly devTools: boolean
  readonly log: Log
  /** Undefined: it was never open. */
  readonly saved: () => SavedWindow | undefined
  readonly save: (window: SavedWindow) => void
  /** Asked when a person closes it. False: it stays, for now. */
  readonly mayClose: () => boolean
}

/** A page that ends so often by itself is not shown anew: it would go on like that. */
const mostReloads = 3

/**
 * The console's window: one at most, which can be closed and opened again. Invariants:
 * 1. It opens where it was, where that can still be seen, and is shown when its page has something to show.
 * 2. To navigate is to change the route behind the hash: the page stays as it is, and nothing is told to it.
 * 3. A page that ended by itself is shown anew, a few times.
 */
export class MainWindow {
  readonly #options: MainWindowOptions
  #window: BrowserWindow | undefined
  #progress: number | undefined

  constructor(options: MainWindowOptions) {
    this.#options = options
  }

  /** The window itself, for dialogs; undefined while it is closed. */
  get window(): BrowserWindow | undefined {
    return this.#window
  }

  get isFocused(): boolean {
    return this.#window?.isFocused() ?? false
  }

  /** Opens it or brings it to the front; with `route` at that page, else at the one it shows. */
  show(route?: string): void {
    const window = this.#window
    if (window === undefined) this.#open(route ?? '/')
    else this.#raise(window, route)
  }

  /** Closes it without asking. */
  close(): void {
    this.#window?.destroy()
  }

  /** Keeps where it is for the next time. */
  remember(): void {
    const window = this.#window
    if (window !== undefined) this.#options.save({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  }

  /** Presses keys in the page, as a person would. */
  press(keyCode: string, modifiers: readonly ('control' | 'meta')[]): void {
    for (const type of ['keyDown', 'char', 'keyUp'] as const) {
      this.#window?.webContents.sendInputEvent({ type, keyCode, modifiers: [...modifiers] })
    }
  }

  /** In the taskbar: 0 to 1; undefined: there is nothing to wait for. */
  setProgress(ratio: number | undefined): void {
    this.#progress = ratio
    this.#window?.setProgressBar(ratio ?? -1, { mode: ratio === undefined ? 'none' : 'normal' })
  }

  #raise(window: BrowserWindow, route: string | undefined): void {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    if (route !== undefined) this.#load(window, route)
  }

  #open(route: string): void {
    const { title, icon, preload, devTools, saved, mayClose } = this.#options
    const before = saved()
    const window = new BrowserWindow({
      ...placeWindow(before, freeAreas()),
      minWidth: windowPolicy.smallest.width,
      minHeight: windowPolicy.smallest.height,
      title,
      icon,
      show: false,
      webPreferences: webPreferencesOf({ preload, devTools }),
    })
    this.#window = window
    if (before?.isMaximized === true) window.maximize()
    window.on('page-title-updated', (event) => event.preventDefault())
    window.once('ready-to-show', () => window.show())
    window.on('close', (event) => {
      this.remember()
      if (!mayClose()) event.preventDefault()
    })
    window.once('closed', () => {
      if (this.#window === window) this.#window = undefined
    })
    this.#showAnewWhenGone(window)
    this.setProgress(this.#progress)
    this.#load(window, route)
  }

  #showAnewWhenGone({ webContents }: BrowserWindow): void {
    let reloads = 0
    webContents.on('render-process-gone', (_event, { reason }) => {
      this.#options.log.error({ area: 'desktop', step: 'page', reason }, 'the page ended by itself')
      if (reloads < mostReloads) webContents.reload()
      reloads += 1
    })
  }

  #load(window: BrowserWindow, route: string): void {
    window.loadURL(pageAddress(route)).catch((error: unknown) => {
      if (!window.isDestroyed()) this.#options.log.error({ area: 'desktop', err: error }, 'the page could not be shown')
    })
  }
}

/** The main display first. */
function freeAreas(): readonly Rectangle[] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}
