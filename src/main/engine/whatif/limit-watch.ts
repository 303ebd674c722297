import type { WaitCause } from '#contract/calls'
import type { LimitHit } from '#contract/what-if'
import type { Clock } from '#engine/ports'

interface Watched {
  readonly cause: WaitCause
  readonly service: string
  readonly atMs: number
  heldMs: number
  /** How many lanes it holds back now, and since when there is one. */
  lanes: number
  sinceMs: number
}

/** What held probes back, since when, and for how long in all: several lanes that one limit holds at a time count once. */
export class LimitWatch {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #watched = new Map<string, Watched>()

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  holds(cause: WaitCause, service: string): void {
    const nowMs = this.#clock.monotonicMs()
    const watched = this.#get(cause, service, nowMs)
    if (watched.lanes === 0) watched.sinceMs = nowMs
    watched.lanes += 1
  }

  letsGo(cause: WaitCause, service: string): void {
    const nowMs = this.#clock.monotonicMs()
    const watched = this.#get(cause, service, nowMs)
    watched.lanes -= 1
    if (watched.lanes === 0) watched.heldMs += nowMs - watched.sinceMs
  }

  /** In the order in which they first held anyone back. */
  hits(): LimitHit[] {
    const nowMs = this.#clock.monotonicMs()
    return [...this.#watched.values()].map(({ cause, service, atMs, heldMs, lanes, sinceMs }) => ({
      cause,
      service,
      atMs: Math.round(atMs),
      heldMs: Math.round(lanes > 0 ? heldMs + nowMs - sinceMs : heldMs),
    }))
  }

  #get(cause: WaitCause, service: string, nowMs: number): Watched {
    const key = `${cause} ${service}`
    let watched = this.#watched.get(key)
    if (watched === undefined) {
      watched = { cause, service, atMs: nowMs, heldMs: 0, lanes: 0, sinceMs: nowMs }
      this.#watched.set(key, watched)
    }
    return watched
  }
}
