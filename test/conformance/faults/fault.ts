import type { CallCode, WaitCause } from '#contract/calls'
import type { ProbeStatus } from '#contract/runs'
import type { Wire } from '../providers/wires/index.ts'
import type { VisitScript } from './wire-engine.ts'

/** What is to come of one probe whose requests meet a fault. */
export interface Expected {
  /** Of each attempt, in order; null: answered. Also how many requests reach the server. */
  readonly codes: readonly (CallCode | null)[]
  /** Of each attempt that failed. */
  readonly costState: 'none' | 'estimated' | 'maybe_billed'
  readonly probe: { readonly status: ProbeStatus; readonly code: CallCode | null; readonly waitCause: WaitCause | null }
  /** The least and the most virtual time between one request and the next. */
  readonly waitsMs: readonly (readonly [least: number, most: number])[]
}

/** Something that goes wrong, on any wire format, plain or streamed. */
export interface Fault {
  readonly name: string
  readonly script: (wire: Wire, isStreamed: boolean) => VisitScript
  readonly expected: Expected
}

/** A failure that may pass: five tries in all, up to 1, 2, 4 and 8 s apart; `tookMs`: how long each try lasts. */
export function triedFiveTimes(code: CallCode, costState: Expected['costState'], tookMs = 0): Expected {
  return {
    codes: [code, code, code, code, code],
    costState,
    probe: { status: 'failed', code, waitCause: null },
    waitsMs: [1000, 2000, 4000, 8000].map((mostMs) => [tookMs, tookMs + mostMs] as const),
  }
}

/** A failure that cannot pass. */
export function failedAtOnce(code: CallCode): Expected {
  return { codes: [code], costState: 'none', probe: { status: 'failed', code, waitCause: null }, waitsMs: [] }
}

/** Nothing more is sent until a person acts. */
export function stopped(code: CallCode): Expected {
  return { codes: [code], costState: 'none', probe: { status: 'waiting', code: null, waitCause: 'stopped' }, waitsMs: [] }
}

/** Refused so often, each time with a hint of `hintMs`, which is obeyed, with up to a fifth more, and counts against nobody; then answered. */
export function answeredAfterHints(refusals: number, hintMs: number): Expected {
  return {
    codes: [...Array.from({ length: refusals }, () => 'RATE_LIMITED' as const), null],
    costState: 'none',
    probe: { status: 'succeeded', code: null, waitCause: null },
    waitsMs: Array.from({ length: refusals }, () => [hintMs, hintMs * 1.2 + 1] as const),
  }
}

/** Nothing comes, for as long as that is allowed: the whole call's time where no stream was asked for, two minutes where one was. */
export function hanging(allowedMs: number): Fault {
  return { name: 'a hang', script: () => (visit) => visit.hang(), expected: triedFiveTimes('TIMEOUT', 'maybe_billed', allowedMs) }
}
