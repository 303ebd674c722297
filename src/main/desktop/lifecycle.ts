import type { RunId } from '#contract/ids'
import type { Clock, Log } from '#engine'
import type { ClosingAnswer } from './ask-before-closing.ts'
import type { MainWindow } from './main-window.ts'

/** A run that goes on in this process's engine. */
export interface OwnRun {
  readonly id: RunId
  readonly name: string
}

/** As much of Electron's app as its end is made of. */
export interface EndingApp {
  on(event: 'before-quit' | 'window-all-closed', listener: () => void): unknown
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
  relaunch(): void
}

export interface LifecycleOptions {
  readonly app: EndingApp
  readonly window: Pick<MainWindow, 'show' | 'close' | 'remember'>
  /** Runs that would end with this app: those of an engine elsewhere go on without it. */
  readonly ownRuns: () => readonly OwnRun[]
  /** Asks the person, given the runs' names. */
  readonly ask: (runs: readonly string[]) => Promise<ClosingAnswer>
  /** Has a run paused or cancelled, and what is in flight received. */
  readonly end: (how: 'pause' | 'stop', run: RunId) => Promise<unknown>
  readonly stopEngine: (options: { readonly abort: boolean }) => Promise<void>
  readonly clock: Clock
  readonly log: Log
  readonly platform: NodeJS.Platform
}

/** An app without a window ends by itself when its last run has been over for so long: until then a notification can still bring the window back. docs/decisions/0015 */
export const lingerMs = 10 * 60_000

/**
 * How the app's life ends. Invariants:
 * 1. While own runs go on, closing the window asks: the work goes on without a window, or is paused, or is stopped. Nothing is asked twice at once.
 * 2. The app ends only when the engine has received what was in flight; told again to quit, it cuts that off.
 * 3. Opened again while it ends, it ends and then starts anew.
 */
export class Lifecycle {
  readonly #options: LifecycleOptions
  #lingering = new AbortController()
  #isInBackground = false
  #isAsking = false
  #isQuitting = false
  #ending: Promise<void> | undefined
  #hasEnded = false
  #isRelaunched = false

  constructor(options: LifecycleOptions) {
    this.#options = options
    const { app } = options
    app.on('before-quit', () => {
      this.#isQuitting = true
      options.window.remember()
    })
    app.on('will-quit', (event) => {
      if (this.#hasEnded) return
      event.preventDefault()
      this.#end()
    })
    app.on('window-all-closed', () => {
      if (!this.#isInBackground && this.#endsWithoutWindow) app.quit()
    })
  }

  /** Whether the app is on its way out, when no window is to be opened any more. */
  get isEnding(): boolean {
    return this.#ending !== undefined
  }

  /** Brings the window to the front; while the app ends, has it started anew. */
  show(route?: string): void {
    if (this.isEnding) this.#startAnew()
    else {
      this.#isInBackground = false
      this.#stopLingering()
      this.#options.window.show(route)
    }
  }

  /** For the window: whether it may close now. If not, the person is asked, and it closes by itself. */
  mayClose(): boolean {
    if (this.#isQuitting || this.#options.ownRuns().length === 0) return true
    if (!this.#isAsking) void this.#ask()
    return false
  }

  /** To be told when runs began or ended. */
  runsChanged(): void {
    this.#stopLingering()
    if (this.#isInBackground && this.#endsWithoutWindow && this.#options.ownRuns().length === 0) void this.#linger()
  }

  /** On a Mac an app stays until it is quit: its menu and its place in the dock are there without a window. */
  get #endsWithoutWindow(): boolean {
    return this.#options.platform !== 'darwin'
  }

  async #ask(): Promise<void> {
    const { app, window, ownRuns, ask, end, log } = this.#options
    this.#isAsking = true
    try {
      const answer = await ask(ownRuns().map(({ name }) => name))
      log.info({ area: 'desktop', step: 'close', answer }, 'the window was closed with runs going on')
      if (answer === 'stay') return
      this.#isInBackground = true
      window.close()
      if (answer === 'background') return this.runsChanged()
      await Promise.all(ownRuns().map(({ id }) => end(answer, id)))
      app.quit()
    } catch (error) {
      log.error({ area: 'desktop', step: 'close', err: error }, 'the runs could not be told')
      app.quit()
    } finally {
      this.#isAsking = false
    }
  }

  #startAnew(): void {
    if (!this.#isRelaunched) this.#options.app.relaunch()
    this.#isRelaunched = true
  }

  #end(): void {
    const { app, stopEngine, log } = this.#options
    const stopped = stopEngine({ abort: this.#ending !== undefined })
    this.#ending ??= stopped
      .catch((error: unknown) => log.error({ area: 'desktop', err: error }, 'the engine did not stop as it should'))
      .then(() => {
        this.#hasEnded = true
        app.quit()
      })
    stopped.catch(() => undefined)
  }

  async #linger(): Promise<void> {
    const { signal } = this.#lingering
    try {
      await this.#options.clock.sleep(lingerMs, signal)
      this.#options.app.quit()
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  #stopLingering(): void {
    this.#lingering.abort()
    this.#lingering = new AbortController()
  }
}
