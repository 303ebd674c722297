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

const easy = { kind: 'easy', answered: 0, refused: 0, isFirstRound: false } as const
export const noCaution: Caution = easy

/** So many refusals for each answer since the last pause, and another pause alone will not do. */
const waryRatio = 4
/** Fewer refusals than that are no pattern. */
const leastRefusals = 4
/** Calls taken after a refusal before a gap that was refused is tried again. */
const takenBeforeTry = 8
/** A shorter gap is none: the pool opens as it does elsewhere. */
const leastGapMs = minHintMs

/** What of it outlives the engine. `gapMs` null: it is easy yet, and becomes wary when the trial is answered. */
export interface StoredCaution {
  readonly gapMs: number | null
  readonly refusedGapMs: number
  readonly taken: number
}

/** undefined: nothing that a restart must know. */
export function storedCaution(state: Caution): StoredCaution | undefined {
  if (state.kind === 'wary') return { gapMs: state.gapMs, refusedGapMs: state.refusedGapMs, taken: state.taken }
  return isWaryNext(state) ? { gapMs: null, refusedGapMs: 0, taken: 0 } : undefined
}

/** The state at a start, as it was stored: `notBeforeMs` in this process's monotonic time. */
export function restoreCaution({ gapMs, refusedGapMs, taken }: StoredCaution, notBeforeMs: number): Caution {
  return gapMs === null ? { ...easy, isFirstRound: true } : { kind: 'wary', gapMs, notBeforeMs, refusedGapMs, taken }
}

/** The provider refused a call that was no trial, without a hint. `isFirstRound`: nothing but a trial had been taken since the last pause. */
export function cautionRefused(state: Caution, isFirstRound: boolean): Caution {
  return state.kind === 'easy'
    ? { ...state, refused: state.refused + 1, isFirstRound: state.isFirstRound || isFirstRound }
    : { ...state, refusedGapMs: Math.max(state.refusedGapMs, state.gapMs), taken: 0 }
}

/** The provider took a call that was no trial and left at `leftAtMs`. */
export function cautionAnswered(state: Caution, leftAtMs: number): Caution {
  return state.kind === 'easy' ? { ...state, answered: state.answered + 1 } : narrowed(state, state.gapMs, leftAtMs)
}

/** The provider took the trial, which left at `leftAtMs` after a pause that was meant to last `pauseMs`: how long nobody sent before it says nothing. */
export function cautionTrialAnswered(state: Caution, leftAtMs: number, pauseMs: number): Caution {
  if (state.kind === 'wary') return narrowed(state, Math.max(pauseMs, state.gapMs), leftAtMs)
  return isWaryNext(state) ? narrowed({ refusedGapMs: 0, taken: 0 }, pauseMs, leftAtMs) : noCaution
}

function isWaryNext({ answered, refused, isFirstRound }: Caution & { readonly kind: 'easy' }): boolean {
  return isFirstRound || (refused >= leastRefusals && refused >= waryRatio * answered)
}

/** Half the gap that was good, unless as short a one was refused of late. */
function narrowed(state: { readonly refusedGapMs: number; readonly taken: number }, goodGapMs: number, leftAtMs: number): Caution {
  const taken = state.taken + 1
  const refusedGapMs = taken >= takenBeforeTry ? 0 : state.refusedGapMs
  const gapMs = goodGapMs / 2 > refusedGapMs ? goodGapMs / 2 : goodGapMs
  return gapMs < leastGapMs ? noCaution : { kind: 'wary', gapMs, notBeforeMs: leftAtMs + gapMs, refusedGapMs, taken }
}
