import type { EpochMs, MonotonicMs } from '#contract/units'
import type { BreakerRecord } from '#engine/ports'
import {
  askBreaker,
  type BreakerOutcome,
  type BreakerPolicy,
  type BreakerState,
  type BreakerTicket,
  closedBreaker,
  endOpenNow,
  enterBreaker,
  resetBreaker,
  restoreBreaker,
  settleBreaker,
} from '#engine/resilience'

export interface BreakerNow {
  readonly epochMs: EpochMs
  readonly monotonicMs: MonotonicMs
}

/** Why a call may not leave. `atMs` monotonic; absent: another call's end, or a person's word, decides. */
export interface BreakerDenial {
  readonly cause: 'breaker' | 'breaker_held'
  readonly atMs?: number | undefined
  /** Since when it keeps the service from working. Monotonic. */
  readonly sinceMs: number
}

/** A person's word. */
export interface Hold {
  readonly hold: 'open' | 'closed'
  readonly reason: string
  readonly by: string
}

/** A ticket of a breaker that was held when the call left: the call's end says nothing to the machine. */
const heldTicket: BreakerTicket = { epoch: -1 }

/** One service's breaker: the machine, what it counted, and a person's hold over it. While it is held the machine stands still. */
export class Breaker {
  readonly service: string
  #state: BreakerState = closedBreaker
  #hold: Hold | null = null
  #lastFailureAtMs: EpochMs | null = null
  #lastStateChangeAtMs: EpochMs | null = null
  #totalFailures = 0
  #totalSuccesses = 0
  #reason: string | null = null
  /** Since when it is not closed. Monotonic. */
  #illSinceMs: number | undefined

  constructor(service: string) {
    this.service = service
  }

  /** Takes up what was kept of it. */
  static restored(record: BreakerRecord, now: BreakerNow, policy: BreakerPolicy): Breaker {
    const breaker = new Breaker(record.service)
    const halfOpenInMs = (record.halfOpenAtMs ?? now.epochMs) - now.epochMs
    const { state, failures: failuresInARow, successes: goodTrials, openCount } = record
    breaker.#state = restoreBreaker({ state, failuresInARow, goodTrials, halfOpenInMs, openCount }, now.monotonicMs, policy)
    breaker.#hold = record.hold === null ? null : { hold: record.hold, reason: record.holdReason ?? '', by: record.holdBy ?? '' }
    breaker.#lastFailureAtMs = record.lastFailureAtMs as EpochMs | null
    breaker.#lastStateChangeAtMs = record.lastStateChangeAtMs as EpochMs | null
    breaker.#totalFailures = record.totalFailures
    breaker.#totalSuccesses = record.totalSuccesses
    breaker.#reason = record.reason
    if (breaker.#isIll) breaker.#illSinceMs = now.monotonicMs
    return breaker
  }

  get state(): BreakerState {
    return this.#state
  }

  get hold(): Hold | null {
    return this.#hold
  }

  ask(nowMs: MonotonicMs): BreakerDenial | undefined {
    const sinceMs = this.#illSinceMs ?? nowMs
    if (this.#hold !== null) return this.#hold.hold === 'open' ? { cause: 'breaker_held', sinceMs } : undefined
    const admission = askBreaker(this.#state, nowMs)
    return admission.kind === 'yes' ? undefined : { cause: 'breaker', atMs: admission.untilMs, sinceMs }
  }

  /** One call leaves; to follow an `ask` without denial in the same turn. */
  enter(): BreakerTicket {
    if (this.#hold !== null) return heldTicket
    const { state, ticket } = enterBreaker(this.#state)
    this.#state = state
    return ticket
  }

  /** What became of the call; `why` is said of a failure. Answers whether anything is worth keeping, and how urgently: `changed` is a change of state. */
  settle(
    ticket: BreakerTicket,
    outcome: BreakerOutcome,
    why: string,
    now: BreakerNow,
    policy: BreakerPolicy,
  ): 'changed' | 'counted' | 'nothing' {
    if (outcome.kind === 'success') this.#totalSuccesses += 1
    if (outcome.kind === 'failure') {
      this.#totalFailures += 1
      this.#lastFailureAtMs = now.epochMs
    }
    const before = this.#state
    // A trial of before the hold is over too: were it not given back, nothing would ever leave after the hold.
    const told = this.#hold === null ? outcome : ({ kind: 'neutral' } as const)
    this.#state = settleBreaker(before, ticket, told, now.monotonicMs, policy)
    if (before.epoch !== this.#state.epoch) {
      this.#moved(now, this.#state.kind === 'closed' ? null : why)
      return 'changed'
    }
    return outcome.kind === 'neutral' ? 'nothing' : 'counted'
  }

  /** It may be tried now. False: it is not open, or held. */
  tryNow(now: BreakerNow): boolean {
    if (this.#hold !== null) return false
    const before = this.#state
    this.#state = endOpenNow(before, now.monotonicMs)
    return before !== this.#state
  }

  /** A person holds it, or with null lets the machine decide again, where it stood. */
  setHold(hold: Hold | null, now: BreakerNow): void {
    this.#hold = hold
    this.#moved(now, this.#reason)
  }

  /** Closed, not held, nothing remembered but the totals. */
  reset(reason: string, now: BreakerNow): void {
    this.#hold = null
    this.#state = resetBreaker(this.#state)
    this.#moved(now, reason)
  }

  record(now: BreakerNow): BreakerRecord {
    const state = this.#state
    return {
      service: this.service,
      state: state.kind,
      failures: state.kind === 'closed' ? state.failuresInARow : 0,
      successes: state.kind === 'half-open' ? state.goodTrials : 0,
      lastFailureAtMs: this.#lastFailureAtMs,
      lastStateChangeAtMs: this.#lastStateChangeAtMs,
      halfOpenAtMs: state.kind === 'open' ? Math.ceil(now.epochMs + (state.halfOpenAtMs - now.monotonicMs)) : null,
      openCount: state.kind === 'closed' ? 0 : state.openCount,
      totalFailures: this.#totalFailures,
      totalSuccesses: this.#totalSuccesses,
      reason: this.#reason,
      hold: this.#hold?.hold ?? null,
      holdReason: this.#hold?.reason ?? null,
      holdBy: this.#hold?.by ?? null,
      updatedAtMs: now.epochMs,
    }
  }

  get #isIll(): boolean {
    return this.#hold === null ? this.#state.kind !== 'closed' : this.#hold.hold === 'open'
  }

  #moved(now: BreakerNow, reason: string | null): void {
    this.#lastStateChangeAtMs = now.epochMs
    this.#reason = reason
    this.#illSinceMs = this.#isIll ? (this.#illSinceMs ?? now.monotonicMs) : undefined
  }
}
