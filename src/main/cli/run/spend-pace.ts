import type { RunProgress } from '#contract/runs'

const windowMs = 60_000
/** A rate taken from less time than this jumps about too much to be shown. */
const minSpanMs = 2000

/** Dollars a minute over the last minute of a run, from the states it reported. Nano-USD per minute; undefined while there is too little to go by. */
export class SpendPace {
  #points: { readonly atMs: number; readonly nanoUsd: number }[] = []

  add({ elapsedMs, cost }: RunProgress): number | undefined {
    this.#points = [...this.#points.filter(({ atMs }) => atMs >= elapsedMs - windowMs), { atMs: elapsedMs, nanoUsd: cost.nanoUsd }]
    const first = this.#points[0]
    if (first === undefined || elapsedMs - first.atMs < minSpanMs) return undefined
    return Math.round(((cost.nanoUsd - first.nanoUsd) * 60_000) / (elapsedMs - first.atMs))
  }
}
