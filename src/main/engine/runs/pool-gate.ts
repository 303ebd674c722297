import type { CallCode, WaitCause } from '#contract/calls'
import type { PoolLimits } from '#contract/pools'
import type { EpochMs, MonotonicMs } from '#contract/units'
import type { Clock, ReportedLimit } from '#engine/ports'
import { type DayReset, type EpisodeState, type EpisodeTicket, RetryBudget } from '#engine/resilience'
import { DayCount } from './day-count.ts'
import { type FoundLimit, ParallelLimit } from './found-limit.ts'
import { type MinuteLeft, MinuteLimits, type MinuteTicket, type PastStart } from './minute-limits.ts'
import { type EpisodeMemory, PoolEpisode } from './pool-episode.ts'
import { ToldLimits } from './told-limits.ts'

export interface Now {
  readonly epochMs: EpochMs
  readonly monotonicMs: MonotonicMs
}

export function nowOf(clock: Clock): Now {
  return { epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
}

/** Tokens a call is reckoned to take. */
export interface TokenEstimate {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Why not now, and from when on it is worth asking again; without an instant another call's end decides. Monotonic. */
export interface Denial {
  readonly cause: WaitCause
  readonly atMs?: number | undefined
  /** Since when it has been so, where that is known. Monotonic. */
  readonly sinceMs?: number | undefined
}

export interface PoolTicket {
  readonly episode: EpisodeTicket
  readonly minute: MinuteTicket
  readonly start: PastStart
  /** The adaptive limit's when it left. */
  readonly adaptiveEpoch: number | undefined
  /** Its row stands in the ledger. */
  isOnDisk: boolean
}

/** Starts that the ledger may not show yet, as of the moment it is asked. */
export interface Unseen {
  readonly starts: readonly PastStart[]
}

/** What the ledger says of a pool's past: since the last minute began, in order of time, and how many since the day began; absent where it was not asked. */
export interface Recalled {
  readonly minute?: readonly PastStart[] | undefined
  readonly dayStarts?: number | undefined
}

/** A refusal that is about more than this one call. */
export interface Refusal {
  readonly code: CallCode
  /** How long the provider wants to be left alone; undefined: it did not say. */
  readonly hintMs: number | undefined
  /** It speaks of the rate; false: a day is used up. */
  readonly isOfRate: boolean
  /** It complains of the rate's growth. */
  readonly isRamp: boolean
}

/** What a pool must remember over a restart. `adaptiveLimit` null: it finds none. */
export interface GateMemory {
  readonly episode: EpisodeMemory | undefined
  readonly adaptiveLimit: number | null
}

/**
 * What one pool lets out. `ask` changes nothing that can be seen; `take` follows a yes in the same turn; each ticket is settled once. Invariants:
 * 1. Never more in flight than `maxParallel`, and than the opening after a pause allows.
 * 2. Nothing leaves while parked; after the pause one call goes alone, and at a server that takes next to nothing so do those after it.
 * 3. Minutes and days keep their limits over a restart and over every edit: while the past is being looked up, nothing leaves.
 * 4. What the provider says is left holds calls back, and never lets out more than the pool's own limits.
 */
export class PoolGate {
  /** What the last pause is owed to. */
  parkedBy: CallCode | undefined
  /** Since when refusals keep it from working; undefined while the provider takes calls. Monotonic. */
  blockedSinceMs: number | undefined
  #limits: PoolLimits
  #recalls = 0
  readonly #episode: PoolEpisode
  readonly #parallel: ParallelLimit
  readonly #minute: MinuteLimits
  readonly #day: DayCount
  readonly #told = new ToldLimits()
  /** How many of its calls are tries again. */
  readonly retries: RetryBudget
  readonly #inFlight = new Set<PoolTicket>()

  constructor(limits: PoolLimits, backoffMs: () => readonly number[], stored?: GateMemory, retries = new RetryBudget()) {
    this.#limits = limits
    this.retries = retries
    this.#minute = new MinuteLimits(limits)
    this.#day = new DayCount(limits)
    this.#parallel = new ParallelLimit(limits, stored?.adaptiveLimit ?? null)
    this.#episode = new PoolEpisode(() => ({ backoffMs: backoffMs(), maxParallel: this.parallel }), stored?.episode)
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  get episode(): EpisodeState {
    return this.#episode.state
  }

  /** Calls that may be in flight at once now. */
  get parallel(): number {
    return this.#parallel.parallel
  }

  /** undefined: the limit is not found by trying. */
  get found(): FoundLimit | undefined {
    return this.#parallel.found
  }

  memory(nowMs: MonotonicMs): GateMemory {
    return { episode: this.#episode.memory(nowMs), adaptiveLimit: this.found?.limit ?? null }
  }

  get limits(): PoolLimits {
    return this.#limits
  }

  get day(): DayReset {
    return this.#day.day
  }

  /** Until when nothing leaves; undefined when not parked. Monotonic. */
  get parkedUntilMs(): number | undefined {
    return this.episode.kind === 'parked' ? this.episode.untilMs : undefined
  }

  /** What is left now; undefined where neither the limits nor the provider say. */
  left(now: Now): Readonly<Record<keyof MinuteLeft | 'requestsToday', number | undefined>> {
    const own = this.#minute.left(now.monotonicMs)
    const least = (dimension: keyof MinuteLeft) => {
      const both = [own[dimension], this.#told.left(dimension, now.monotonicMs)].filter((left) => left !== undefined)
      return both.length === 0 ? undefined : Math.min(...both)
    }
    return {
      requests: least('requests'),
      tokens: least('tokens'),
      inputTokens: least('inputTokens'),
      outputTokens: least('outputTokens'),
      requestsToday: this.#day.left(now),
    }
  }

  /** Takes effect on the next ask; what is in flight stays. Answers with what of the past must be recalled now. */
  setLimits(limits: PoolLimits, nowMs: MonotonicMs): { readonly minute: boolean; readonly day: boolean } {
    this.#limits = limits
    this.#parallel.setLimits(limits)
    return { minute: this.#minute.setLimits(limits, nowMs), day: this.#day.setLimits(limits) }
  }

  /** Nothing leaves until `recall`. Asked before the ledger is. */
  beginRecall(): Unseen {
    this.#recalls += 1
    return { starts: [...this.#inFlight].filter((ticket) => !ticket.isOnDisk).map((ticket) => ticket.start) }
  }

  /** A start that the ledger already shows may be counted twice: fewer leave then, never more. */
  recall(unseen: Unseen, past: Recalled, epochMs: EpochMs): void {
    this.#recalls -= 1
    if (past.minute !== undefined) this.#minute.recall([...past.minute, ...unseen.starts])
    if (past.dayStarts !== undefined) this.#day.recall(past.dayStarts + unseen.starts.length, epochMs)
  }

  ask(estimate: TokenEstimate, now: Now): Denial | undefined {
    if (this.#recalls > 0) return { cause: this.#day.isLimited ? 'requests_per_day' : 'requests_per_minute' }
    const paused = this.#episode.ask(now.monotonicMs)
    if (paused !== undefined) return paused
    if (this.inFlight >= this.parallel) return { cause: 'pool_slots' }
    return this.#day.ask(now) ?? this.#minute.ask(estimate, now.monotonicMs) ?? this.#told.ask(estimate, now.monotonicMs)
  }

  take(estimate: TokenEstimate, now: Now): PoolTicket {
    this.#day.take(now.epochMs)
    this.#told.take(estimate)
    const start = { inputTokens: estimate.inputTokens, outputTokens: estimate.outputTokens, atMs: now.monotonicMs }
    const ticket: PoolTicket = {
      episode: this.#episode.take(now.monotonicMs),
      minute: this.#minute.take(estimate, now.monotonicMs),
      start,
      adaptiveEpoch: this.#parallel.epoch,
      isOnDisk: false,
    }
    this.#inFlight.add(ticket)
    return ticket
  }

  /** What the provider says is left, as the call's answer brought it; to be told before the call is settled. */
  tell(ticket: PoolTicket, limits: readonly ReportedLimit[], nowMs: MonotonicMs): void {
    const started = [...this.#inFlight].filter((other) => other !== ticket).map((other) => other.start)
    this.#told.tell(limits, ticket.start.atMs, started, nowMs)
  }

  /** The provider took the call. `used`: what it really took, where the answer says so; `isFailure`: it says that the provider is ill all the same. */
  answered(ticket: PoolTicket, used: TokenEstimate | undefined, isFailure = false): void {
    this.#parallel.ended({ inFlight: this.inFlight, isFailure, epoch: ticket.adaptiveEpoch })
    this.#inFlight.delete(ticket)
    this.#episode.answered(ticket.episode, ticket.start.atMs)
    if (this.episode.kind === 'open' || this.episode.kind === 'opening') this.blockedSinceMs = undefined
    if (used !== undefined) this.#minute.correct(ticket.minute, { ...used, starts: 1 })
  }

  /** The provider would not have it. True: it counts against the probe. */
  refused(ticket: PoolTicket, refusal: Refusal, nowMs: MonotonicMs): boolean {
    this.#inFlight.delete(ticket)
    this.blockedSinceMs ??= nowMs
    this.parkedBy = refusal.code
    const { counted, isFirst } = this.#episode.refused(ticket.episode, refusal, nowMs)
    if (isFirst && refusal.isOfRate) this.#parallel.refused({ isRamp: refusal.isRamp, epoch: ticket.adaptiveEpoch })
    this.#minute.correct(ticket.minute, { inputTokens: 0, outputTokens: 0, starts: 1 })
    return counted
  }

  /** A person's word: the pause ends, one request goes. False: there is none. */
  endPause(nowMs: MonotonicMs): boolean {
    return this.#episode.endPause(nowMs)
  }

  /** The call ended without a word on the rate; `isFailure`: it says that the provider is ill. */
  released(ticket: PoolTicket, nowMs: MonotonicMs, isFailure = false): void {
    if (isFailure) this.#parallel.ended({ inFlight: this.inFlight, isFailure, epoch: ticket.adaptiveEpoch })
    this.#inFlight.delete(ticket)
    this.#episode.released(ticket.episode, nowMs)
  }

  /** The call never left. */
  givenBack(ticket: PoolTicket, nowMs: MonotonicMs): void {
    this.released(ticket, nowMs)
    this.#minute.correct(ticket.minute, { inputTokens: 0, outputTokens: 0, starts: 0 })
    this.#day.giveBack()
  }
}
