import type { Storage } from '#engine/storage'

/** What has begun to leave and is not yet settled on disk. */
export class Flights {
  readonly #storage: Pick<Storage, 'isFailing'>
  readonly #onBug: (error: unknown) => void
  readonly #works = new Set<Promise<void>>()
  #watchers: (() => void)[] = []
  #onWire = 0
  #gaveUp = false

  constructor(storage: Pick<Storage, 'isFailing'>, onBug: (error: unknown) => void) {
    this.#storage = storage
    this.#onBug = onBug
  }

  /** Calls that the provider has not answered. */
  get onWire(): number {
    return this.#onWire
  }

  get size(): number {
    return this.#works.size
  }

  /** All was received that will be, and the disk does not take it. */
  get isHopeless(): boolean {
    return this.#gaveUp && this.#onWire === 0 && this.#storage.isFailing
  }

  add(work: Promise<void>): void {
    const done = work.catch(this.#onBug).then(() => {
      this.#works.delete(done)
      this.look()
    })
    this.#works.add(done)
  }

  /** A call is on its way to its provider. */
  left(): void {
    this.#onWire += 1
  }

  /** It was answered, or never left. */
  answered(): void {
    this.#onWire -= 1
    this.look()
  }

  /** Whoever waits looks again. */
  look(): void {
    const watchers = this.#watchers
    if (watchers.length === 0) return
    this.#watchers = []
    for (const watcher of watchers) watcher()
  }

  /** From now on nobody waits for a disk that takes nothing: what was received counts as interrupted. */
  giveUp(): void {
    this.#gaveUp = true
    this.look()
  }

  /** Resolves when, and if ever, it is of no use to wait for the disk. */
  async hopeless(): Promise<void> {
    while (!this.isHopeless) await new Promise<void>((resolve) => this.#watchers.push(resolve))
  }

  /** Resolves when nothing is left, or what is left is hopeless. */
  async settled(): Promise<void> {
    while (this.size > 0 && !this.isHopeless) await new Promise<void>((resolve) => this.#watchers.push(resolve))
  }
}
