/** When the next start is due if starts come evenly; as far ahead of now as the burst was used. −∞ before the first. */
export interface PacerState {
  readonly theoreticalAtMs: number
}

/** At most `burst` starts back to back, the rest spaced 60/perMinute seconds. Both at least 1. */
export interface PacerPolicy {
  readonly perMinute: number
  readonly burst: number
}

export const idlePacer: PacerState = { theoreticalAtMs: Number.NEGATIVE_INFINITY }

/** The earliest instant ≥ `nowMs` at which one start is allowed. Source: GCRA, ITU-T I.371 annex A. */
export function pacerNextAtMs(state: PacerState, policy: PacerPolicy, nowMs: number): number {
  return Math.max(nowMs, state.theoreticalAtMs - (policy.burst - 1) * spacingMs(policy))
}

/** The state after a start at `nowMs`. */
export function paced(state: PacerState, policy: PacerPolicy, nowMs: number): PacerState {
  return { theoreticalAtMs: Math.max(nowMs, state.theoreticalAtMs) + spacingMs(policy) }
}

/** The state under a changed rate: the starts that still weigh are kept, their spacing becomes the new one. Without it a rise from 1 to 1,000 a minute would be felt a minute later. */
export function repaced(state: PacerState, from: PacerPolicy, to: PacerPolicy, nowMs: number): PacerState {
  const startsAhead = Math.max(0, state.theoreticalAtMs - nowMs) / spacingMs(from)
  return { theoreticalAtMs: nowMs + startsAhead * spacingMs(to) }
}

function spacingMs(policy: PacerPolicy): number {
  return 60_000 / policy.perMinute
}
