import { minHintMs } from './policies.ts'

/**
 * How a pool comes back from a pause at a server that takes next to nothing: one call at a time, each later than the last by a gap that halves while calls are taken.
 * `easy`: nothing is held back; what was taken and refused since the last pause is counted. `wary`: the next call leaves at `notBeforeMs`, alone.
 * `refusedGapMs` is the longest gap that was refused of late; `taken` counts the calls taken since. Instants are monotonic.
 * Why: docs/decisions/0010-wary-pools.md.
 */
export type Caution =
  | { readonly kind: 'easy'; readonly answered: number; readonly refused: number; readonly isFirstRound: boolean }
  | { readonly kind: 'wary'; readonly gapMs: number; readonly notBeforeMs: number; readonly refusedGapMs: number; readonly taken: number }

export const noCaution: Caution = { kind: 'easy', answered: 0, refused: 0, isFirstRound: false }

/** So many refusals for each answer since the last pause, and another pause alone will not do. */
const waryRatio = 4
/** Fewer refusals than that are no pattern. */
const leastRefusals = 4
/** Calls taken after a refusal before a gap that was refused is tried again. */
const takenBeforeTry = 8
/** A shorter gap is none: the pool opens as it does elsewhere. */
const leastGapMs = minHintMs

/** The state at a start, as it was stored: `notBeforeMs` in this process's monotonic time. */
export function restoreCaution(gapMs: number, notBeforeMs: number): Caution {
  return { kind: 'wary', gapMs, notBeforeMs, refusedGapMs: 0, taken: 0 }
}

/** The provider refused a call that was no trial. `isFirstRound`: nothing but a trial had been taken since the last pause. */
export function cautionRefused(state: Caution, isFirstRound: boolean): Caution {
  return state.kind === 'easy'
    ? { ...state, refused: state.refused + 1, isFirstRound: state.isFirstRound || isFirstRound }
    : { ...state, refusedGapMs: Math.max(state.refusedGapMs, state.gapMs), taken: 0 }
}

/** The provider took a call that was no trial and left at `leftAtMs`. */
export function cautionAnswered(state: Caution, leftAtMs: number): Caution {
  return state.kind === 'easy' ? { ...state, answered: state.answered + 1 } : narrowed(state, state.gapMs, leftAtMs)
}

/** The provider took the trial, which left at `leftAtMs` after a pause of `pauseMs`. */
export function cautionTrialAnswered(state: Caution, leftAtMs: number, pauseMs: number): Caution {
  if (state.kind === 'wary') return narrowed(state, pauseMs, leftAtMs)
  const isWave = state.refused >= leastRefusals && state.refused >= waryRatio * state.answered
  return state.isFirstRound || isWave ? narrowed({ refusedGapMs: 0, taken: 0 }, pauseMs, leftAtMs) : noCaution
}

/** Half the gap that was good, unless as short a one was refused of late. */
function narrowed(state: { readonly refusedGapMs: number; readonly taken: number }, goodGapMs: number, leftAtMs: number): Caution {
  const taken = state.taken + 1
  const refusedGapMs = taken >= takenBeforeTry ? 0 : state.refusedGapMs
  const gapMs = goodGapMs / 2 > refusedGapMs ? goodGapMs / 2 : goodGapMs
  return gapMs < leastGapMs ? noCaution : { kind: 'wary', gapMs, notBeforeMs: leftAtMs + gapMs, refusedGapMs, taken }
}
