import type { EpochMs } from '#contract/units'

/** Since when each of several things has been ill without a break, as far as it was looked at. */
export class IllSince {
  readonly #since = new Map<string, EpochMs>()

  /** Those that are ill now, each with the instant from which it may have been if it was well when last looked at. */
  update(ill: ReadonlyMap<string, EpochMs>): void {
    for (const name of this.#since.keys()) if (!ill.has(name)) this.#since.delete(name)
    for (const [name, atMs] of ill) if (!this.#since.has(name)) this.#since.set(name, atMs)
  }

  of(name: string): EpochMs {
    return this.#since.get(name) ?? (0 as EpochMs)
  }
}
