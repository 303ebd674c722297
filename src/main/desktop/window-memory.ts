import type { WindowBounds } from '#contract/preferences'
import type { Log } from '#engine'

interface WindowPreferences {
  get(workspace: string): Promise<{ readonly window: WindowBounds | null }>
  set(workspace: string, changes: { readonly window: WindowBounds }): Promise<unknown>
}

/** Where the window was, kept among the person's preferences. That it cannot be kept stops nobody. */
export class WindowMemory {
  readonly #preferences: WindowPreferences
  readonly #workspace: string
  readonly #log: Log
  #saved: WindowBounds | undefined
  #saving: Promise<void> = Promise.resolve()

  private constructor(preferences: WindowPreferences, workspace: string, log: Log, saved: WindowBounds | null) {
    this.#preferences = preferences
    this.#workspace = workspace
    this.#log = log
    this.#saved = saved ?? undefined
  }

  static async open(preferences: WindowPreferences, workspace: string, log: Log): Promise<WindowMemory> {
    const { window } = await preferences.get(workspace)
    return new WindowMemory(preferences, workspace, log, window)
  }

  /** Undefined: it was never open. */
  get saved(): WindowBounds | undefined {
    return this.#saved
  }

  save(window: WindowBounds): void {
    this.#saved = window
    this.#saving = this.#saving.then(() => this.#write(window))
  }

  /** Resolves when what was to be kept is kept. */
  settled(): Promise<void> {
    return this.#saving
  }

  async #write(window: WindowBounds): Promise<void> {
    try {
      await this.#preferences.set(this.#workspace, { window })
    } catch (error) {
      this.#log.warn({ area: 'desktop', err: error }, 'where the window is was not kept')
    }
  }
}
