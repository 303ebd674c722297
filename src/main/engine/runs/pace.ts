interface Mark {
  readonly atMs: number
  readonly done: number
}

const spanMs = 60_000

/** How fast probes finish, from the last minute. Fed by whoever looks, so its grain is theirs. */
export class Pace {
  #marks: Mark[] = []

  /** How long `left` will take at the pace so far; null while nothing finished. */
  etaMs(nowMs: number, done: number, left: number): number | null {
    if (left === 0) return 0
    this.#marks = this.#marks.filter((mark) => nowMs - mark.atMs <= spanMs)
    const last = this.#marks.at(-1)
    if (last === undefined || nowMs - last.atMs >= 200) this.#marks.push({ atMs: nowMs, done })
    const first = this.#marks[0]
    if (first === undefined || done <= first.done || nowMs <= first.atMs) return null
    return Math.round((left * (nowMs - first.atMs)) / (done - first.done))
  }
}
