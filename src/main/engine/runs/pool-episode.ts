import {
  admitToEpisode,
  type Caution,
  cautionAnswered,
  cautionRefused,
  cautionTrialAnswered,
  type EpisodePolicy,
  type EpisodeState,
  type EpisodeTicket,
  endPauseNow,
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
import type { Denial } from './pool-gate.ts'

/** What a pool must remember over a restart: not to let anything out before an instant (past: only one call first), at what step, and how warily it goes on. Monotonic. */
export interface EpisodeMemory {
  readonly untilMs: number
  readonly step: number
  readonly caution?: StoredCaution | undefined
}

/** A refusal as it was taken: whether it counts against its probe, and whether an episode began with it. */
export interface RefusalTaken {
  readonly counted: boolean
  readonly isFirst: boolean
}

/** The pauses of one pool after refusals, and how it comes back from them. */
export class PoolEpisode {
  #state: EpisodeState
  #caution: Caution = noCaution
  #lastTicket = 0
  /** Calls in flight that left since the last pause: what the opening counts. An older one that hangs must not hold it up. */
  #epoch = 0
  #inFlight = 0
  readonly #policy: () => EpisodePolicy

  constructor(policy: () => EpisodePolicy, stored?: EpisodeMemory) {
    this.#policy = policy
    this.#state = stored === undefined ? openEpisode : restoreEpisode(stored)
    if (stored?.caution !== undefined) this.#caution = restoreCaution(stored.caution, stored.untilMs)
  }

  get state(): EpisodeState {
    return this.#state
  }

  /** undefined: a restart need know nothing. A pool that is opening is remembered as a pause that is over: after a restart one call goes first again. */
  memory(nowMs: number): EpisodeMemory | undefined {
    const caution = storedCaution(this.#caution)
    if (this.#state.kind === 'parked') return { untilMs: this.#state.untilMs, step: this.#state.step, caution }
    if (this.#state.kind === 'trial') return { untilMs: nowMs, step: this.#state.step, caution }
    if (this.#caution.kind === 'wary') return { untilMs: this.#caution.notBeforeMs, step: 0, caution }
    return this.#state.kind === 'open' ? undefined : { untilMs: nowMs, step: 0, caution }
  }

  ask(nowMs: number): Denial | undefined {
    const admission = admitToEpisode(this.#state, this.#inFlightOf(this.#state.epoch), nowMs, this.#policy())
    if (admission.kind === 'no') return { cause: admission.cause, atMs: admission.untilMs }
    if (this.#caution.kind === 'easy' || this.#state.kind === 'parked') return undefined
    if (this.#inFlight > 0) return { cause: 'opening' }
    return nowMs < this.#caution.notBeforeMs ? { cause: 'opening', atMs: this.#caution.notBeforeMs } : undefined
  }

  take(nowMs: number): EpisodeTicket {
    this.#lastTicket += 1
    const { state, ticket } = enterEpisode(this.#state, this.#lastTicket, nowMs, this.#policy())
    this.#state = state
    this.#inFlight = this.#inFlightOf(ticket.epoch) + 1
    this.#epoch = ticket.epoch
    return ticket
  }

  /** The provider took the call that left at `leftAtMs`. */
  answered(ticket: EpisodeTicket, leftAtMs: number): void {
    this.#left(ticket)
    const before = this.#state
    this.#state = episodeAnswered(before, ticket, this.#policy())
    if (this.#isOfNow(ticket, before)) this.#learn(ticket, leftAtMs, before)
  }

  /** The provider said too fast; `isOfRate`: it spoke of the rate, not of a day. */
  refused(
    ticket: EpisodeTicket,
    { hintMs, isOfRate }: { readonly hintMs: number | undefined; readonly isOfRate: boolean },
    nowMs: number,
  ): RefusalTaken {
    this.#left(ticket)
    const before = this.#state
    const { state, counted } = episodeRefused(before, ticket, { hintMs }, nowMs, this.#policy())
    this.#state = state
    if (isOfRate && hintMs === undefined && !ticket.trial && this.#isOfNow(ticket, before))
      this.#caution = cautionRefused(this.#caution, isFirstRound(before, ticket))
    return { counted, isFirst: (before.kind === 'open' || before.kind === 'opening') && ticket.epoch === before.epoch }
  }

  /** The call ended without a word on the rate, or never left. */
  released(ticket: EpisodeTicket, nowMs: number): void {
    this.#left(ticket)
    this.#state = episodeReleased(this.#state, ticket, nowMs)
  }

  /** A person's "retry now": the pause ends, one request goes. False: there was none to end. */
  endPause(nowMs: number): boolean {
    const before = this.#state
    this.#state = endPauseNow(before, nowMs)
    const caution = this.#caution
    if (caution.kind === 'wary' && caution.notBeforeMs > nowMs) this.#caution = { ...caution, notBeforeMs: nowMs }
    return before !== this.#state || caution !== this.#caution
  }

  /** What an answer says of how much the server takes. */
  #learn({ trial }: EpisodeTicket, leftAtMs: number, answered: EpisodeState): void {
    const before = this.#caution
    const pauseMs = answered.kind === 'trial' ? (this.#policy().backoffMs[answered.step] ?? 0) : 0
    this.#caution = trial ? cautionTrialAnswered(before, leftAtMs, pauseMs) : cautionAnswered(before, leftAtMs)
    if (before.kind === 'wary' && this.#caution.kind === 'easy') this.#state = reopenEpisode(this.#state, this.#policy())
  }

  /** While wary, what left before the last pause says nothing; till then the wave it left in is what is counted. */
  #isOfNow(ticket: EpisodeTicket, now: EpisodeState): boolean {
    return (this.#caution.kind === 'easy' && !ticket.trial) || ticket.epoch === now.epoch
  }

  #left(ticket: EpisodeTicket): void {
    if (ticket.epoch === this.#epoch) this.#inFlight -= 1
  }

  #inFlightOf(epoch: number): number {
    return this.#epoch === epoch ? this.#inFlight : 0
  }
}

function isFirstRound(state: EpisodeState, ticket: EpisodeTicket): boolean {
  return state.kind === 'opening' && state.allowed === 1 && state.answered === 0 && state.epoch === ticket.epoch
}
