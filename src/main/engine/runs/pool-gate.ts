import type { WaitCause } from '#contract/calls'
import type { PoolLimits } from '#contract/pools'
import type { EpochMs, MonotonicMs } from '#contract/units'
import type { Clock } from '#engine/ports'
import {
  admitToEpisode,
  type Caution,
  cautionAnswered,
  cautionRefused,
  cautionTrialAnswered,
  type DayReset,
  type EpisodePolicy,
  type EpisodeState,
  type EpisodeTicket,
  enterEpisode,
  episodeAnswered,
  episodeRefused,
  episodeReleased,
  noCaution,
  openEpisode,
  reopenEpisode,
  restoreCaution,
  restoreEpisode,
  type StoredCaution,
  storedCaution,
} from '#engine/resilience'
import { DayCount } from './day-count.ts'
import { MinuteLimits, type MinuteTicket, type PastStart } from './minute-limits.ts'

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

/** What a pool must remember over a restart: not to let anything out before an instant (past: only one call first), at what step, and how warily it goes on. Monotonic. */
export interface GateMemory {
  readonly untilMs: number
  readonly step: number
  readonly caution?: StoredCaution | undefined
}

/**
 * What one pool lets out. `ask` changes nothing that can be seen; `take` follows a yes in the same turn; each ticket is settled once. Invariants:
 * 1. Never more in flight than `maxParallel`, and than the opening after a pause allows.
 * 2. Nothing leaves while parked; after the pause one call goes alone, and at a server that takes next to nothing so do those after it.
 * 3. Minutes and days keep their limits over a restart and over every edit: while the past is being looked up, nothing leaves.
 */
export class PoolGate {
  /** Since when refusals keep it from working; undefined while the provider takes calls. Monotonic. */
  blockedSinceMs: number | undefined
  #limits: PoolLimits
  #episode: EpisodeState
  #lastTicket = 0
  /** Calls in flight that left since the last pause: what the opening counts. An older one that hangs must not hold it up. */
  #epoch = 0
  #epochInFlight = 0
  #recalls = 0
  #caution: Caution = noCaution
  readonly #minute: MinuteLimits
  readonly #day: DayCount
  readonly #inFlight = new Set<PoolTicket>()
  readonly #backoffMs: () => readonly number[]

  constructor(limits: PoolLimits, backoffMs: () => readonly number[], stored?: GateMemory) {
    this.#limits = limits
    this.#backoffMs = backoffMs
    this.#minute = new MinuteLimits(limits)
    this.#day = new DayCount(limits)
    this.#episode = stored === undefined ? openEpisode : restoreEpisode(stored)
    if (stored?.caution !== undefined) this.#caution = restoreCaution(stored.caution, stored.untilMs)
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  get episode(): EpisodeState {
    return this.#episode
  }

  /** undefined: a restart need know nothing. A pool that is opening is remembered as a pause that is over: after a restart one call goes first again. */
  memory(nowMs: MonotonicMs): GateMemory | undefined {
    const caution = storedCaution(this.#caution)
    if (this.#episode.kind === 'parked') return { untilMs: this.#episode.untilMs, step: this.#episode.step, caution }
    if (this.#episode.kind === 'trial') return { untilMs: nowMs, step: this.#episode.step, caution }
    if (this.#caution.kind === 'wary') return { untilMs: this.#caution.notBeforeMs, step: 0, caution }
    return this.#episode.kind === 'open' ? undefined : { untilMs: nowMs, step: 0, caution }
  }

  get limits(): PoolLimits {
    return this.#limits
  }

  get day(): DayReset {
    return this.#day.day
  }

  /** Until when nothing leaves; undefined when not parked. Monotonic. */
  get parkedUntilMs(): number | undefined {
    return this.#episode.kind === 'parked' ? this.#episode.untilMs : undefined
  }

  /** Takes effect on the next ask; what is in flight stays. Answers with what of the past must be recalled now. */
  setLimits(limits: PoolLimits, nowMs: MonotonicMs): { readonly minute: boolean; readonly day: boolean } {
    this.#limits = limits
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
    const admission = admitToEpisode(this.#episode, this.#inFlightOf(this.#episode.epoch), now.monotonicMs, this.#policy())
    if (admission.kind === 'no') return { cause: admission.cause, atMs: admission.untilMs }
    const tooSoon = this.#askCaution(now.monotonicMs)
    if (tooSoon !== undefined) return tooSoon
    if (this.inFlight >= this.#limits.maxParallel) return { cause: 'pool_slots' }
    return this.#day.ask(now) ?? this.#minute.ask(estimate, now.monotonicMs)
  }

  take(estimate: TokenEstimate, now: Now): PoolTicket {
    this.#lastTicket += 1
    const { state, ticket: episode } = enterEpisode(this.#episode, this.#lastTicket, now.monotonicMs, this.#policy())
    this.#episode = state
    this.#epochInFlight = this.#inFlightOf(episode.epoch) + 1
    this.#epoch = episode.epoch
    this.#day.take(now.epochMs)
    const start = { inputTokens: estimate.inputTokens, outputTokens: estimate.outputTokens, atMs: now.monotonicMs }
    const ticket: PoolTicket = { episode, minute: this.#minute.take(estimate, now.monotonicMs), start, isOnDisk: false }
    this.#inFlight.add(ticket)
    return ticket
  }

  /** The provider took the call. `used`: what it really took, where the answer says so. */
  answered(ticket: PoolTicket, used: TokenEstimate | undefined): void {
    this.#left(ticket)
    const before = this.#episode
    this.#episode = episodeAnswered(before, ticket.episode, this.#policy())
    if (this.#episode.kind === 'open' || this.#episode.kind === 'opening') this.blockedSinceMs = undefined
    if (this.#isOfNow(ticket, before)) this.#learn(ticket, before)
    if (used !== undefined) this.#minute.correct(ticket.minute, { ...used, starts: 1 })
  }

  /** The provider said too fast. True: it counts against the probe. */
  refused(ticket: PoolTicket, hintMs: number | undefined, nowMs: MonotonicMs): boolean {
    this.#left(ticket)
    this.blockedSinceMs ??= nowMs
    const before = this.#episode
    const { state, counted } = episodeRefused(before, ticket.episode, { hintMs }, nowMs, this.#policy())
    this.#episode = state
    if (hintMs === undefined && !ticket.episode.trial && this.#isOfNow(ticket, before))
      this.#caution = cautionRefused(this.#caution, isFirstRound(before, ticket))
    this.#minute.correct(ticket.minute, { inputTokens: 0, outputTokens: 0, starts: 1 })
    return counted
  }

  /** The call ended without a word on the rate. */
  released(ticket: PoolTicket, nowMs: MonotonicMs): void {
    this.#left(ticket)
    this.#episode = episodeReleased(this.#episode, ticket.episode, nowMs)
  }

  /** The call never left. */
  givenBack(ticket: PoolTicket, nowMs: MonotonicMs): void {
    this.released(ticket, nowMs)
    this.#minute.correct(ticket.minute, { inputTokens: 0, outputTokens: 0, starts: 0 })
    this.#day.giveBack()
  }

  /** What an answer says of how much the server takes. */
  #learn({ episode, start }: PoolTicket, answered: EpisodeState): void {
    const before = this.#caution
    const pauseMs = answered.kind === 'trial' ? (this.#backoffMs()[answered.step] ?? 0) : 0
    if (episode.trial) this.#caution = cautionTrialAnswered(before, start.atMs, pauseMs)
    else this.#caution = cautionAnswered(before, start.atMs)
    if (before.kind === 'wary' && this.#caution.kind === 'easy') this.#episode = reopenEpisode(this.#episode, this.#policy())
  }

  /** While wary, what left before the last pause says nothing; till then the wave it left in is what is counted. */
  #isOfNow({ episode }: PoolTicket, now: EpisodeState): boolean {
    return (this.#caution.kind === 'easy' && !episode.trial) || episode.epoch === now.epoch
  }

  #askCaution(nowMs: number): Denial | undefined {
    if (this.#caution.kind === 'easy' || this.#episode.kind === 'parked') return undefined
    if (this.#epochInFlight > 0) return { cause: 'opening' }
    return nowMs < this.#caution.notBeforeMs ? { cause: 'opening', atMs: this.#caution.notBeforeMs } : undefined
  }

  #left(ticket: PoolTicket): void {
    this.#inFlight.delete(ticket)
    if (ticket.episode.epoch === this.#epoch) this.#epochInFlight -= 1
  }

  #inFlightOf(epoch: number): number {
    return this.#epoch === epoch ? this.#epochInFlight : 0
  }

  #policy(): EpisodePolicy {
    return { backoffMs: this.#backoffMs(), maxParallel: this.#limits.maxParallel }
  }
}

function isFirstRound(episode: EpisodeState, ticket: PoolTicket): boolean {
  return episode.kind === 'opening' && episode.allowed === 1 && episode.answered === 0 && episode.epoch === ticket.episode.epoch
}
