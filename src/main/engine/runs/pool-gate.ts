import type { WaitCause } from '#contract/calls'
import type { PoolLimits } from '#contract/pools'
import type { EpochMs, MonotonicMs } from '#contract/units'
import {
  admitToEpisode,
  type DayReset,
  dayResetFrom,
  type EpisodePolicy,
  type EpisodeState,
  type EpisodeTicket,
  enterEpisode,
  episodeAnswered,
  episodeRefused,
  episodeReleased,
  idlePacer,
  minuteWindowMs,
  nextResetAtMs,
  openEpisode,
  type PacerState,
  paced,
  pacerNextAtMs,
  repaced,
  restoreEpisode,
  SlidingWindow,
  type WindowTicket,
} from '#engine/resilience'

export interface Now {
  readonly epochMs: EpochMs
  readonly monotonicMs: MonotonicMs
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
}

export interface PoolTicket {
  readonly episode: EpisodeTicket
  readonly tokens: WindowTicket
  readonly inputTokens: WindowTicket
  readonly outputTokens: WindowTicket
}

/**
 * What one pool lets out. `ask` changes nothing; `take` follows a yes in the same turn; each ticket is settled once. Invariants:
 * 1. Never more in flight than `maxParallel`, and than the opening after a pause allows.
 * 2. Nothing leaves while parked; after the pause one call goes alone.
 * 3. At most n starts in any 61 s where n a minute are allowed, at most `burst` of them back to back.
 * 4. Tokens of any 61 s stay within their limits, as estimated at the start and corrected at the end; what is larger than a whole minute goes alone.
 */
export class PoolGate {
  inFlight = 0
  /** Since when refusals keep it from working; undefined while the provider takes calls. Monotonic. */
  blockedSinceMs: number | undefined
  #limits: PoolLimits
  #day: DayReset
  #episode: EpisodeState
  #pacer: PacerState = idlePacer
  #lastTicket = 0
  /** Calls in flight that left since the last pause: what the opening counts. An older one that hangs must not hold it up. */
  #sinceEpoch = { epoch: 0, inFlight: 0 }
  #dayEndsAtMs = 0
  #dayStarts = 0
  readonly #backoffMs: readonly number[]
  readonly #starts = new SlidingWindow(minuteWindowMs)
  readonly #tokens = new SlidingWindow(minuteWindowMs)
  readonly #inputTokens = new SlidingWindow(minuteWindowMs)
  readonly #outputTokens = new SlidingWindow(minuteWindowMs)

  constructor(limits: PoolLimits, backoffMs: readonly number[], stored?: { readonly step: number; readonly untilMs: number }) {
    this.#limits = limits
    this.#day = dayOf(limits)
    this.#backoffMs = backoffMs
    this.#episode = stored === undefined ? openEpisode : restoreEpisode(stored)
  }

  get episode(): EpisodeState {
    return this.#episode
  }

  get limits(): PoolLimits {
    return this.#limits
  }

  /** Until when nothing leaves; undefined when not parked. Monotonic. */
  get parkedUntilMs(): number | undefined {
    return this.#episode.kind === 'parked' ? this.#episode.untilMs : undefined
  }

  /** Takes effect on the next ask; what is in flight stays. */
  setLimits(limits: PoolLimits, nowMs: MonotonicMs): void {
    const from = pacing(this.#limits)
    const to = pacing(limits)
    if (from !== undefined && to !== undefined) this.#pacer = repaced(this.#pacer, from, to, nowMs)
    this.#limits = limits
    this.#day = dayOf(limits)
  }

  /** Fills the windows with a start of an earlier engine. In order of time, before the first ask. */
  recall(start: TokenEstimate & { readonly atMs: number }): void {
    this.#tally(start, start.atMs)
  }

  /** Starts of the day so far, counted in the database. */
  recallDay(starts: number, epochMs: EpochMs): void {
    this.#dayStarts = starts
    this.#dayEndsAtMs = nextResetAtMs(epochMs, this.#day)
  }

  get day(): DayReset {
    return this.#day
  }

  ask(estimate: TokenEstimate, now: Now): Denial | undefined {
    const nowMs = now.monotonicMs
    const admission = admitToEpisode(this.#episode, this.#inFlightOf(this.#episode.epoch), nowMs, this.#policy())
    if (admission.kind === 'no') return { cause: admission.cause, atMs: admission.untilMs }
    if (this.inFlight >= this.#limits.maxParallel) return { cause: 'pool_slots' }
    return this.#askDay(now) ?? this.#askPace(nowMs) ?? this.#askTokens(estimate, nowMs)
  }

  take(estimate: TokenEstimate, now: Now): PoolTicket {
    this.#lastTicket += 1
    const { state, ticket } = enterEpisode(this.#episode, this.#lastTicket, now.monotonicMs, this.#policy())
    this.#episode = state
    this.inFlight += 1
    this.#sinceEpoch = { epoch: ticket.epoch, inFlight: this.#inFlightOf(ticket.epoch) + 1 }
    this.#rollDay(now.epochMs)
    this.#dayStarts += 1
    return { episode: ticket, ...this.#tally(estimate, now.monotonicMs) }
  }

  /** The provider took the call. `used`: what it really took, where the answer says so. */
  answered(ticket: PoolTicket, used: TokenEstimate | undefined): void {
    this.#left(ticket)
    this.blockedSinceMs = undefined
    this.#episode = episodeAnswered(this.#episode, ticket.episode, this.#policy())
    if (used !== undefined) this.#correct(ticket, used)
  }

  /** The provider said too fast. True: it counts against the probe. */
  refused(ticket: PoolTicket, hintMs: number | undefined, nowMs: MonotonicMs): boolean {
    this.#left(ticket)
    this.blockedSinceMs ??= nowMs
    const { state, counted } = episodeRefused(this.#episode, ticket.episode, { hintMs }, nowMs, this.#policy())
    this.#episode = state
    this.#correct(ticket, { inputTokens: 0, outputTokens: 0 })
    return counted
  }

  /** The call ended without a word on the rate. */
  released(ticket: PoolTicket, nowMs: MonotonicMs): void {
    this.#left(ticket)
    this.#episode = episodeReleased(this.#episode, ticket.episode, nowMs)
  }

  #left(ticket: PoolTicket): void {
    this.inFlight -= 1
    if (ticket.episode.epoch === this.#sinceEpoch.epoch) this.#sinceEpoch = { ...this.#sinceEpoch, inFlight: this.#sinceEpoch.inFlight - 1 }
  }

  #inFlightOf(epoch: number): number {
    return this.#sinceEpoch.epoch === epoch ? this.#sinceEpoch.inFlight : 0
  }

  #askDay(now: Now): Denial | undefined {
    const { requestsPerDay } = this.#limits
    if (requestsPerDay === null) return undefined
    this.#rollDay(now.epochMs)
    if (this.#dayStarts < requestsPerDay) return undefined
    return { cause: 'requests_per_day', atMs: now.monotonicMs + (this.#dayEndsAtMs - now.epochMs) }
  }

  #askPace(nowMs: number): Denial | undefined {
    const { requestsPerMinute } = this.#limits
    const policy = pacing(this.#limits)
    if (requestsPerMinute === null || policy === undefined) return undefined
    const roomAtMs = this.#starts.roomAtMs(1, requestsPerMinute, nowMs)
    if (roomAtMs > nowMs) return { cause: 'requests_per_minute', atMs: roomAtMs }
    const nextAtMs = pacerNextAtMs(this.#pacer, policy, nowMs)
    return nextAtMs > nowMs ? { cause: 'spacing', atMs: nextAtMs } : undefined
  }

  #askTokens(estimate: TokenEstimate, nowMs: number): Denial | undefined {
    const both = estimate.inputTokens + estimate.outputTokens
    return (
      room(this.#tokens, both, this.#limits.tokensPerMinute, nowMs, 'tokens_per_minute') ??
      room(this.#inputTokens, estimate.inputTokens, this.#limits.inputTokensPerMinute, nowMs, 'input_tokens_per_minute') ??
      room(this.#outputTokens, estimate.outputTokens, this.#limits.outputTokensPerMinute, nowMs, 'output_tokens_per_minute')
    )
  }

  #tally(estimate: TokenEstimate, atMs: number): Omit<PoolTicket, 'episode'> {
    const policy = pacing(this.#limits)
    if (policy !== undefined) this.#pacer = paced(this.#pacer, policy, atMs)
    this.#starts.take(1, atMs)
    return {
      tokens: this.#tokens.take(estimate.inputTokens + estimate.outputTokens, atMs),
      inputTokens: this.#inputTokens.take(estimate.inputTokens, atMs),
      outputTokens: this.#outputTokens.take(estimate.outputTokens, atMs),
    }
  }

  #correct(ticket: PoolTicket, used: TokenEstimate): void {
    this.#tokens.correct(ticket.tokens, used.inputTokens + used.outputTokens)
    this.#inputTokens.correct(ticket.inputTokens, used.inputTokens)
    this.#outputTokens.correct(ticket.outputTokens, used.outputTokens)
  }

  #rollDay(epochMs: EpochMs): void {
    if (this.#limits.requestsPerDay === null || epochMs < this.#dayEndsAtMs) return
    if (this.#dayEndsAtMs > 0) this.#dayStarts = 0
    this.#dayEndsAtMs = nextResetAtMs(epochMs, this.#day)
  }

  #policy(): EpisodePolicy {
    return { backoffMs: this.#backoffMs, maxParallel: this.#limits.maxParallel }
  }
}

function room(window: SlidingWindow, weight: number, limit: number | null, nowMs: number, cause: WaitCause): Denial | undefined {
  if (limit === null) return undefined
  const atMs = window.roomAtMs(weight, limit, nowMs)
  return atMs > nowMs ? { cause, atMs } : undefined
}

function pacing(limits: PoolLimits): { perMinute: number; burst: number } | undefined {
  if (limits.requestsPerMinute === null) return undefined
  return { perMinute: limits.requestsPerMinute, burst: limits.burst ?? limits.maxParallel }
}

function dayOf(limits: PoolLimits): DayReset {
  return dayResetFrom(limits.dayResetsAt) ?? { time: '00:00', zone: 'UTC' }
}
