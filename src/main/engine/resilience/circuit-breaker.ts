/** When a service counts as ill. Ratios are 0 to 1, durations in milliseconds. Source: design section 4. */
export interface BreakerPolicy {
  /** Failures in a row that open it, whatever the ratio. */
  readonly failureThreshold: number
  /** With at least `minimumCalls` in the last `windowMs`, more than this share of failures opens it. */
  readonly failureRatio: number
  readonly minimumCalls: number
  readonly windowMs: number
  /** How long it stays open at first; each time that a trial fails it is longer by `multiplier`, up to `maxOpenDurationMs`. */
  readonly openDurationMs: number
  readonly multiplier: number
  readonly maxOpenDurationMs: number
  /** Good trials in a row that close it. */
  readonly successThreshold: number
}

export const breakerPolicy: BreakerPolicy = {
  failureThreshold: 5,
  failureRatio: 0.5,
  minimumCalls: 10,
  windowMs: 60_000,
  openDurationMs: 30_000,
  multiplier: 2,
  maxOpenDurationMs: 900_000,
  successThreshold: 3,
}

/** Calls that ended in one slice of the window. */
interface Slice {
  readonly sinceMs: number
  readonly calls: number
  readonly failures: number
}

/**
 * The memory of one service. Instants are monotonic. `epoch` rises with every change of kind: what left in an earlier one says nothing of this one.
 * `closed`: everything goes; `failed` names who failed since the last success, each once. `open`: nothing goes before `halfOpenAtMs`; `openCount` in a row without closing.
 * `half-open`: one call at a time, until enough in a row were good.
 */
export type BreakerState =
  | {
      readonly kind: 'closed'
      readonly epoch: number
      readonly failuresInARow: number
      readonly failed: readonly Caller[]
      readonly window: readonly Slice[]
    }
  | { readonly kind: 'open'; readonly epoch: number; readonly halfOpenAtMs: number; readonly openCount: number }
  | {
      readonly kind: 'half-open'
      readonly epoch: number
      readonly hasTrial: boolean
      readonly goodTrials: number
      readonly openCount: number
    }

/** Who called: between two successes a caller's failures count once, so that one poisonous prompt opens nothing. */
export type Caller = number | string

/** The right to one call, to be settled once, with the state that gave it. */
export interface BreakerTicket {
  readonly epoch: number
}

/** `neutral`: the call says nothing of the service: it was refused for its own sake, cancelled, or never left. */
export type BreakerOutcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly caller: Caller }
  | { readonly kind: 'neutral' }

/** `untilMs` absent: another call's end decides. */
export type BreakerAdmission = { readonly kind: 'yes' } | { readonly kind: 'no'; readonly untilMs?: number }

export const closedBreaker: BreakerState = closed(0)

/** Slices a window is cut into: its edge is this much blurred. */
const slices = 12

/** May one call leave? */
export function askBreaker(state: BreakerState, nowMs: number): BreakerAdmission {
  if (state.kind === 'open' && nowMs < state.halfOpenAtMs) return { kind: 'no', untilMs: state.halfOpenAtMs }
  return state.kind === 'half-open' && state.hasTrial ? { kind: 'no' } : { kind: 'yes' }
}

/** One call leaves; to follow a yes at the same instant. */
export function enterBreaker(state: BreakerState): { readonly state: BreakerState; readonly ticket: BreakerTicket } {
  if (state.kind === 'closed') return { state, ticket: state }
  const trial: BreakerState =
    state.kind === 'open'
      ? { kind: 'half-open', epoch: state.epoch + 1, hasTrial: true, goodTrials: 0, openCount: state.openCount }
      : { ...state, hasTrial: true }
  return { state: trial, ticket: trial }
}

/** What became of a call. A late one, which left in another epoch, changes nothing. */
export function settleBreaker(
  state: BreakerState,
  ticket: BreakerTicket,
  outcome: BreakerOutcome,
  nowMs: number,
  policy: BreakerPolicy,
): BreakerState {
  if (ticket.epoch !== state.epoch || state.kind === 'open') return state
  if (state.kind === 'half-open') return settleTrial(state, outcome, nowMs, policy)
  if (outcome.kind === 'neutral') return state
  if (outcome.kind === 'success') {
    const window = counted(state.window, false, nowMs, policy)
    return { ...state, failuresInARow: 0, failed: state.failed.length === 0 ? state.failed : [], window }
  }
  if (state.failed.includes(outcome.caller)) return state
  const failuresInARow = state.failuresInARow + 1
  const window = counted(state.window, true, nowMs, policy)
  return failuresInARow >= policy.failureThreshold || isMostlyFailing(window, policy)
    ? opened(state.epoch, 1, nowMs, policy)
    : { ...state, failuresInARow, failed: [...state.failed, outcome.caller], window }
}

/** A person's "retry now": an open one may be tried at once. Any other stays as it is. */
export function endOpenNow(state: BreakerState, nowMs: number): BreakerState {
  return state.kind === 'open' && state.halfOpenAtMs > nowMs ? { ...state, halfOpenAtMs: nowMs } : state
}

/** A person says it is well: closed, with nothing remembered. */
export function resetBreaker(state: BreakerState): BreakerState {
  return closed(state.epoch + 1)
}

/** What is stored of a breaker over a restart. `halfOpenInMs` is what is left of an open time, by the wall clock. */
export interface StoredBreaker {
  readonly state: BreakerState['kind']
  readonly failuresInARow: number
  readonly goodTrials: number
  readonly halfOpenInMs: number
  readonly openCount: number
}

/**
 * As it was stored; an open time is at most what the policy gives, whatever became of the clock. A trial in flight at the end is no more.
 * Counts that a policy edited since would have ended are kept just below its bounds: only a call opens or closes a breaker.
 */
export function restoreBreaker(stored: StoredBreaker, nowMs: number, policy: BreakerPolicy): BreakerState {
  const openCount = Math.max(1, stored.openCount)
  if (stored.state === 'closed') return { ...closed(0), failuresInARow: below(policy.failureThreshold, stored.failuresInARow) }
  if (stored.state === 'half-open') {
    const goodTrials = below(policy.successThreshold, stored.goodTrials)
    return { kind: 'half-open', epoch: 0, hasTrial: false, goodTrials, openCount }
  }
  const leftMs = Math.min(Math.max(0, stored.halfOpenInMs), openDurationMs(openCount, policy))
  return { kind: 'open', epoch: 0, halfOpenAtMs: nowMs + leftMs, openCount }
}

function settleTrial(
  state: BreakerState & { readonly kind: 'half-open' },
  outcome: BreakerOutcome,
  nowMs: number,
  policy: BreakerPolicy,
): BreakerState {
  if (outcome.kind === 'neutral') return { ...state, hasTrial: false }
  if (outcome.kind === 'failure') return opened(state.epoch, state.openCount + 1, nowMs, policy)
  const goodTrials = state.goodTrials + 1
  return goodTrials >= policy.successThreshold ? closed(state.epoch + 1) : { ...state, hasTrial: false, goodTrials }
}

function below(bound: number, count: number): number {
  return Math.min(Math.max(0, count), bound - 1)
}

function closed(epoch: number): BreakerState & { readonly kind: 'closed' } {
  return { kind: 'closed', epoch, failuresInARow: 0, failed: [], window: [] }
}

function opened(epoch: number, openCount: number, nowMs: number, policy: BreakerPolicy): BreakerState {
  return { kind: 'open', epoch: epoch + 1, halfOpenAtMs: nowMs + openDurationMs(openCount, policy), openCount }
}

function openDurationMs(openCount: number, { openDurationMs: firstMs, multiplier, maxOpenDurationMs }: BreakerPolicy): number {
  return Math.min(firstMs * multiplier ** (openCount - 1), maxOpenDurationMs)
}

function isMostlyFailing(window: readonly Slice[], { minimumCalls, failureRatio }: BreakerPolicy): boolean {
  const calls = window.reduce((sum, slice) => sum + slice.calls, 0)
  const failures = window.reduce((sum, slice) => sum + slice.failures, 0)
  return calls >= minimumCalls && failures > failureRatio * calls
}

function counted(window: readonly Slice[], isFailure: boolean, nowMs: number, { windowMs }: BreakerPolicy): readonly Slice[] {
  const failures = isFailure ? 1 : 0
  const last = window.at(-1)
  if (last !== undefined && nowMs < last.sinceMs + windowMs / slices)
    return window.with(-1, { sinceMs: last.sinceMs, calls: last.calls + 1, failures: last.failures + failures })
  return [...window.filter((slice) => slice.sinceMs > nowMs - windowMs), { sinceMs: nowMs, calls: 1, failures }]
}
