/** That something is new, for whoever waits for it: not what, and not how often. */
export class Changes {
  #seq = 0
  #watchers: (() => void)[] = []

  /** Grows with each change. */
  get seq(): number {
    return this.#seq
  }

  tell(): void {
    this.#seq += 1
    if (this.#watchers.length === 0) return
    const watchers = this.#watchers
    this.#watchers = []
    for (const watcher of watchers) watcher()
  }

  /** Resolves at the next change. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#watchers.push(resolve))
  }
}
