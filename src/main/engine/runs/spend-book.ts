/** What was spent with one provider in calls that began within one quarter of an hour. Nano-USD; `quarter` counts quarters of an hour since 1970. */
export interface PastSpend {
  readonly provider: string
  readonly quarter: number
  readonly nanoUsd: number
}

/** Midnights of every zone in use fall on a quarter of an hour of UTC. */
export const quarterMs = 900_000

/** What was spent, by provider and quarter of an hour of the start: from it any day and month of any zone is added up. */
export class SpendBook {
  readonly #providers = new Map<string, Map<number, number>>()

  add({ provider, quarter, nanoUsd }: PastSpend): void {
    const quarters = this.#providers.get(provider) ?? new Map<number, number>()
    this.#providers.set(provider, quarters)
    quarters.set(quarter, (quarters.get(quarter) ?? 0) + nanoUsd)
  }

  /** Of calls that began from one instant until just before another; null: with all providers. */
  sum(provider: string | null, { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }): number {
    if (provider === null) return [...this.#providers.keys()].reduce((sum, each) => sum + this.sum(each, { fromMs, untilMs }), 0)
    let sum = 0
    for (const [quarter, nanoUsd] of this.#providers.get(provider) ?? []) {
      if (quarter * quarterMs >= fromMs && quarter * quarterMs < untilMs) sum += nanoUsd
    }
    return sum
  }

  forget(beforeMs: number): void {
    for (const quarters of this.#providers.values())
      for (const quarter of quarters.keys()) if (quarter * quarterMs < beforeMs) quarters.delete(quarter)
  }
}

export function quarterOf(atMs: number): number {
  return Math.floor(atMs / quarterMs)
}
