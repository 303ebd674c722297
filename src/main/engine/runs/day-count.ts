import type { PoolLimits } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import { type DayReset, dayResetFrom, nextResetAtMs } from '#engine/resilience'
import type { Denial, Now } from './pool-gate.ts'

/** With the hour that a zone's clocks are put back. */
const longestDayMs = 25 * 3_600_000

/** Starts of a pool's day, counted only where the day is limited. */
export class DayCount {
  #limit: number | null
  #resetsAt: string
  #day: DayReset
  #starts = 0
  #endsAtMs = 0

  constructor(limits: PoolLimits) {
    this.#limit = limits.requestsPerDay
    this.#resetsAt = limits.dayResetsAt
    this.#day = dayOf(limits)
  }

  get day(): DayReset {
    return this.#day
  }

  get isLimited(): boolean {
    return this.#limit !== null
  }

  /** True: the starts of the day must be told anew. */
  setLimits(limits: PoolLimits): boolean {
    const isUnknown = limits.requestsPerDay !== null && (this.#limit === null || limits.dayResetsAt !== this.#resetsAt)
    this.#limit = limits.requestsPerDay
    this.#resetsAt = limits.dayResetsAt
    this.#day = dayOf(limits)
    return isUnknown
  }

  recall(starts: number, epochMs: EpochMs): void {
    this.#starts = starts
    this.#endsAtMs = nextResetAtMs(epochMs, this.#day)
  }

  left({ epochMs }: Now): number | undefined {
    if (this.#limit === null) return undefined
    this.#roll(epochMs)
    return Math.max(0, this.#limit - this.#starts)
  }

  ask(now: Now): Denial | undefined {
    if (this.#limit === null) return undefined
    this.#roll(now.epochMs)
    if (this.#starts < this.#limit) return undefined
    return { cause: 'requests_per_day', atMs: now.monotonicMs + (this.#endsAtMs - now.epochMs) }
  }

  take(epochMs: EpochMs): void {
    if (this.#limit === null) return
    this.#roll(epochMs)
    this.#starts += 1
  }

  /** A start of this day never left. */
  giveBack(): void {
    this.#starts = Math.max(0, this.#starts - 1)
  }

  /** A clock that was set back leaves an end that is further away than any day is long: what was counted since weighs on the day it is now. */
  #roll(epochMs: EpochMs): void {
    if (epochMs < this.#endsAtMs && this.#endsAtMs - epochMs <= longestDayMs) return
    if (epochMs >= this.#endsAtMs) this.#starts = 0
    this.#endsAtMs = nextResetAtMs(epochMs, this.#day)
  }
}

function dayOf(limits: PoolLimits): DayReset {
  return dayResetFrom(limits.dayResetsAt) ?? { time: '00:00', zone: 'UTC' }
}
