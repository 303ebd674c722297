import { minHintMs } from './policies.ts'

/**
 * "Too fast" is a state of the pool, not of the probe. `epoch` rises with every pause, so that a result of a call sent before it is told apart.
 * `parked`: nothing leaves before `untilMs`; after it the next one admitted is the trial. `trial`: that one is in flight, alone.
 * `opening`: up to `allowed` in flight, doubled after each full round of answers until the pool's own limit is reached.
 * Instants are monotonic.
 */
export type EpisodeState =
  | { readonly kind: 'open'; readonly epoch: number }
  | { readonly kind: 'parked'; readonly epoch: number; readonly step: number; readonly untilMs: number; readonly hinted: boolean }
  | { readonly kind: 'trial'; readonly epoch: number; readonly step: number; readonly ticketId: number }
  | { readonly kind: 'opening'; readonly epoch: number; readonly allowed: number; readonly answered: number }

/** Given to each call that leaves; settled once, as refused, answered or released. `id` is the caller's, unique in the process. */
export interface EpisodeTicket {
  readonly id: number
  readonly epoch: number
  readonly trial: boolean
}

export interface EpisodePolicy {
  /** The pause after the first refusal without a hint, the second in a row, …; the last one stays. Not empty. */
  readonly backoffMs: readonly number[]
  /** The pool's limit, at which opening is over. */
  readonly maxParallel: number
}

/** `untilMs` is absent where no clock but another call's end decides. */
export type EpisodeAdmission =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly cause: 'parked' | 'trial' | 'opening'; readonly untilMs?: number }

export interface EpisodeRefusal {
  readonly state: EpisodeState
  /** The refusal counts against its probe: it was the trial, and no hint said when to come. */
  readonly counted: boolean
}

export const openEpisode: EpisodeState = { kind: 'open', epoch: 0 }

/** The state at a start: parked as it was stored, so that nothing leaves earlier than without the restart; open when nothing was. `untilMs` in this process's monotonic time, possibly past. */
export function restoreEpisode(stored: { readonly step: number; readonly untilMs: number } | undefined): EpisodeState {
  return stored === undefined ? openEpisode : { kind: 'parked', epoch: 1, step: stored.step, untilMs: stored.untilMs, hinted: false }
}

/** May one more leave now? Changes nothing; `inFlight` counts the pool's calls. While open, the pool's slots alone decide. */
export function admitToEpisode(state: EpisodeState, inFlight: number, nowMs: number, policy: EpisodePolicy): EpisodeAdmission {
  switch (state.kind) {
    case 'open':
      return { kind: 'yes' }
    case 'parked':
      return nowMs >= state.untilMs ? { kind: 'yes' } : { kind: 'no', cause: 'parked', untilMs: state.untilMs }
    case 'trial':
      return { kind: 'no', cause: 'trial' }
    case 'opening':
      return inFlight < state.allowed || state.allowed >= policy.maxParallel ? { kind: 'yes' } : { kind: 'no', cause: 'opening' }
  }
}

/** One leaves, after a yes at this same instant. After a pause it is the trial. */
export function enterEpisode(
  state: EpisodeState,
  ticketId: number,
  nowMs: number,
  _policy: EpisodePolicy,
): { readonly state: EpisodeState; readonly ticket: EpisodeTicket } {
  const isTrial = state.kind === 'parked' && nowMs >= state.untilMs
  return {
    state: isTrial ? { kind: 'trial', epoch: state.epoch, step: state.step, ticketId } : state,
    ticket: { id: ticketId, epoch: state.epoch, trial: isTrial },
  }
}

/**
 * The provider said too fast. `hintMs` is clamped and jittered already.
 * The trial's refusal parks again: for the hint, or for the next step's pause. A refusal of a call that left since the last pause opens an episode at step 0.
 * Any other belongs to the episode it was sent before: only a hint of its own matters then, and it is obeyed in every state, the trial's included.
 */
export function episodeRefused(
  state: EpisodeState,
  ticket: EpisodeTicket,
  refusal: { readonly hintMs?: number | undefined },
  nowMs: number,
  policy: EpisodePolicy,
): EpisodeRefusal {
  const { hintMs } = refusal
  if (isTrialOf(state, ticket)) {
    const step = hintMs === undefined ? Math.min(state.step + 1, policy.backoffMs.length - 1) : state.step
    return { state: parked(state.epoch, step, hintMs, nowMs, policy), counted: hintMs === undefined }
  }
  const isOpener = (state.kind === 'open' || state.kind === 'opening') && ticket.epoch === state.epoch
  if (isOpener) return { state: parked(state.epoch, 0, hintMs, nowMs, policy), counted: false }
  return { state: hintMs === undefined ? state : prolonged(state, nowMs + hintMs), counted: false }
}

/** The provider took the call, whatever it answered. The trial's answer begins the opening; an older call's changes nothing. */
export function episodeAnswered(state: EpisodeState, ticket: EpisodeTicket, policy: EpisodePolicy): EpisodeState {
  if (isTrialOf(state, ticket)) return opened(state.epoch, 1, policy)
  if (state.kind !== 'opening' || ticket.epoch !== state.epoch) return state
  const answered = state.answered + 1
  return answered < state.allowed ? { ...state, answered } : opened(state.epoch, state.allowed * 2, policy)
}

/** The call ended without a word on the rate: cancelled, or failed otherwise. If it was the trial, the next one admitted is. */
export function episodeReleased(state: EpisodeState, ticket: EpisodeTicket, nowMs: number): EpisodeState {
  return isTrialOf(state, ticket) ? { kind: 'parked', epoch: state.epoch + 1, step: state.step, untilMs: nowMs, hinted: false } : state
}

/** A person's "retry now": the pause ends, one request goes. Outside a pause there is nothing to end. */
export function endPauseNow(state: EpisodeState, nowMs: number): EpisodeState {
  return state.kind === 'parked' ? { ...state, untilMs: Math.min(state.untilMs, nowMs) } : state
}

/** From one call at a time on, as after a pause. Only an open or opening pool has anything to begin anew. */
export function reopenEpisode(state: EpisodeState, policy: EpisodePolicy): EpisodeState {
  return state.kind === 'open' || state.kind === 'opening' ? opened(state.epoch, 1, policy) : state
}

function isTrialOf(state: EpisodeState, ticket: EpisodeTicket): state is EpisodeState & { readonly kind: 'trial' } {
  return state.kind === 'trial' && state.epoch === ticket.epoch && state.ticketId === ticket.id
}

function parked(epoch: number, step: number, hintMs: number | undefined, nowMs: number, policy: EpisodePolicy): EpisodeState {
  const pauseMs = hintMs ?? policy.backoffMs[step] ?? minHintMs
  return { kind: 'parked', epoch: epoch + 1, step, untilMs: nowMs + pauseMs, hinted: hintMs !== undefined }
}

function prolonged(state: EpisodeState, untilMs: number): EpisodeState {
  if (state.kind !== 'parked')
    return { kind: 'parked', epoch: state.epoch + 1, step: state.kind === 'trial' ? state.step : 0, untilMs, hinted: true }
  return untilMs > state.untilMs ? { ...state, untilMs, hinted: true } : state
}

function opened(epoch: number, allowed: number, policy: EpisodePolicy): EpisodeState {
  return allowed >= policy.maxParallel ? { kind: 'open', epoch } : { kind: 'opening', epoch, allowed, answered: 0 }
}
