/** What has begun to leave and is not yet settled on disk. */
export class InFlight {
  /** Calls that the provider has not answered. */
  onWire = 0
  readonly #onBug: (error: unknown) => void
  readonly #works = new Set<Promise<void>>()
  #watchers: (() => void)[] = []

  constructor(onBug: (error: unknown) => void) {
    this.#onBug = onBug
  }

  get size(): number {
    return this.#works.size
  }

  add(work: Promise<void>): void {
    const done = work.catch(this.#onBug).then(() => {
      this.#works.delete(done)
      this.look()
    })
    this.#works.add(done)
  }

  /** Whoever waits looks again. */
  look(): void {
    const watchers = this.#watchers
    if (watchers.length === 0) return
    this.#watchers = []
    for (const watcher of watchers) watcher()
  }

  /** Resolves when nothing is left, or what is left is not worth waiting for. */
  async settled(isHopeless: () => boolean): Promise<void> {
    while (this.size > 0 && !isHopeless()) await new Promise<void>((resolve) => this.#watchers.push(resolve))
  }
}
