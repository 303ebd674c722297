/** Bounds of a pool that finds out by itself how many calls in flight its provider takes. Whole, 1 ≤ `min` ≤ `max`. */
export interface AdaptivePolicy {
  readonly min: number
  readonly max: number
}

/** Why the limit is what it is: `started` and `restored` at a start; `doubled` and `grown` after clean rounds; `refused` and `ramp` cut it; `bounds` were edited. */
export type AdaptiveReason = 'started' | 'restored' | 'doubled' | 'grown' | 'refused' | 'ramp' | 'bounds'

/**
 * A round is as many answers as the limit, none of them a failure; it is full when at its height the limit was used to four fifths.
 * A round that was not clean begins anew, one that was not full says nothing: growth without use would be a guess.
 * `exact` is the limit before it is rounded down, so that 5 % add up where they are less than one call. `reason` is that of the last change.
 * `epoch` rises with each cut: what left before it says nothing of the limit after it.
 * `roundsPerStep` is above 1 once the provider complained of growth. Source: design section 4 "Adaptive".
 */
export interface AdaptiveState {
  readonly exact: number
  readonly isDoubling: boolean
  readonly roundsPerStep: number
  readonly epoch: number
  readonly reason: AdaptiveReason
  readonly answered: number
  readonly mostInFlight: number
  readonly fullRounds: number
}

/** Once refused, a full round's growth. */
const growth = 1.05
/** What an episode leaves of the limit. */
const cut = 0.8
/** The share of the limit that a full round used at its height. */
const fullUse = 0.8
/** Full rounds before each step after one complaint of growth; each further one doubles them. */
const rampRounds = 4
const mostRampRounds = 32

const newRound = { answered: 0, mostInFlight: 0 }

/** `limit`: what was found before a restart; undefined: nothing yet, so it starts at `min` and doubles. A limit that was found is not doubled again. */
export function restoreAdaptive(limit: number | undefined, policy: AdaptivePolicy): AdaptiveState {
  const exact = limit === undefined ? policy.min : within(limit, policy)
  const reason = limit === undefined ? 'started' : 'restored'
  return { exact, isDoubling: limit === undefined, roundsPerStep: 1, epoch: 0, reason, ...newRound, fullRounds: 0 }
}

/** Calls that may be in flight: whole, at least 1. */
export function adaptiveLimit(state: AdaptiveState): number {
  return Math.floor(state.exact)
}

/**
 * A call ended, and was not refused. `inFlight` counts the pool's calls, this one included. `isFailure`: it says that the provider is ill.
 * `epoch`: the state's when the call left; absent: since the last cut.
 */
export function adaptiveAnswered(
  state: AdaptiveState,
  facts: { readonly inFlight: number; readonly isFailure: boolean; readonly epoch?: number | undefined },
  policy: AdaptivePolicy,
): AdaptiveState {
  if (isLate(state, facts.epoch)) return state
  if (facts.isFailure) return { ...state, ...newRound }
  const limit = adaptiveLimit(state)
  const answered = state.answered + 1
  const mostInFlight = Math.max(state.mostInFlight, facts.inFlight)
  if (answered < limit) return { ...state, answered, mostInFlight }
  if (mostInFlight < fullUse * limit) return { ...state, ...newRound }
  const fullRounds = state.fullRounds + 1
  return fullRounds < state.roundsPerStep ? { ...state, ...newRound, fullRounds } : grown(state, policy)
}

/**
 * An episode began: to be told once for each, by the refusal that opened it. A refusal of a call of an earlier `epoch` changes nothing.
 * `isRamp`: the complaint is of growth, so that from here on it is slower.
 */
export function adaptiveRefused(
  state: AdaptiveState,
  facts: { readonly isRamp: boolean; readonly epoch?: number | undefined },
  policy: AdaptivePolicy,
): AdaptiveState {
  if (isLate(state, facts.epoch)) return state
  const slower = state.roundsPerStep === 1 ? rampRounds : Math.min(state.roundsPerStep * 2, mostRampRounds)
  return {
    exact: within(adaptiveLimit(state) * cut, policy),
    isDoubling: false,
    roundsPerStep: facts.isRamp ? slower : state.roundsPerStep,
    epoch: state.epoch + 1,
    reason: facts.isRamp ? 'ramp' : 'refused',
    ...newRound,
    fullRounds: 0,
  }
}

/** The state under edited bounds. */
export function boundAdaptive(state: AdaptiveState, policy: AdaptivePolicy): AdaptiveState {
  const exact = within(state.exact, policy)
  return exact === state.exact ? state : { ...state, exact, reason: 'bounds', ...newRound, fullRounds: 0 }
}

function grown(state: AdaptiveState, policy: AdaptivePolicy): AdaptiveState {
  const exact = within(state.exact * (state.isDoubling ? 2 : growth), policy)
  const isLarger = Math.floor(exact) > adaptiveLimit(state)
  const reason = state.isDoubling ? 'doubled' : 'grown'
  return { ...state, exact, reason: isLarger ? reason : state.reason, ...newRound, fullRounds: 0 }
}

function isLate(state: AdaptiveState, epoch: number | undefined): boolean {
  return epoch !== undefined && epoch !== state.epoch
}

function within(limit: number, { min, max }: AdaptivePolicy): number {
  return Math.min(Math.max(limit, min), max)
}
