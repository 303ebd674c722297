/** What is about to begin: whoever stops the engine waits for it. */
export class Beginnings {
  readonly #works = new Set<Promise<unknown>>()

  async add<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const beginning = work()
    this.#works.add(beginning)
    try {
      return await beginning
    } finally {
      this.#works.delete(beginning)
    }
  }

  /** Resolves when all that was about to begin has, or could not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#works)
  }
}
