import { AppError } from '#engine'
import { type HostEngineOptions, type HostedEngine, hostEngine } from '#hosting'

export type DesktopEngineOptions = Omit<HostEngineOptions, 'letInAfterMs'>

/** A command that is soon done is waited for like this; what holds the workspace for longer is asked after at a calmer pace. */
const patience = { quickTries: 30, quickMs: 100, calmMs: 5000 }

/**
 * The workspace's engine, held while the window is open; commands typed beside it act in it. While another process holds the workspace
 * the window does without, and takes it when it is free.
 */
export class DesktopEngine {
  readonly #options: DesktopEngineOptions
  readonly #stopping = new AbortController()
  #engine: HostedEngine | undefined
  #waiting: Promise<void> = Promise.resolve()

  private constructor(options: DesktopEngineOptions) {
    this.#options = options
  }

  /** Resolves when it has the workspace or knows that another process does. Throws what `createEngine` throws otherwise. Must be stopped. */
  static async open(options: DesktopEngineOptions): Promise<DesktopEngine> {
    const desktop = new DesktopEngine(options)
    if (!(await desktop.#take())) desktop.#waiting = desktop.#wait()
    return desktop
  }

  /** Receives what is in flight, then closes the workspace. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#waiting
    await this.#engine?.stop()
  }

  /** False: another process holds the workspace. */
  async #take(): Promise<boolean> {
    try {
      this.#engine = await hostEngine({ ...this.#options, letInAfterMs: 0 })
    } catch (error) {
      if (error instanceof AppError && error.failure.code === 'WORKSPACE_LOCKED') return false
      throw error
    }
    await this.#engine.resumeAfterCrash()
    return true
  }

  async #wait(): Promise<void> {
    const { clock, log } = this.#options
    log.warn({ area: 'desktop' }, 'another process holds the workspace: it is waited for')
    try {
      for (let tries = 1; ; tries += 1) {
        await clock.sleep(tries <= patience.quickTries ? patience.quickMs : patience.calmMs, this.#stopping.signal)
        if (await this.#take()) return
      }
    } catch (error) {
      if (!this.#stopping.signal.aborted) log.error({ area: 'desktop', err: error }, 'the workspace could not be opened')
    }
  }
}
