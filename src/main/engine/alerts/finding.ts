import type { EpochMs } from '#contract/units'

const minuteMs = 60_000

/** What a rule fires for. `key` tells it apart from others of the rule: its subject, and after a space what of it is meant. */
export interface Finding {
  readonly key: string
  /** What was measured, and against what, with units. */
  readonly measured: string
  readonly bound: string
  readonly message: string
}

/**
 * What a rule says of the facts. `unknown`: nothing, for something is still to be read. `dueMs`: when it may say something else
 * though nothing happens but time; absent: never.
 */
export type Judged =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'judged'
      readonly measured: string | null
      readonly findings: readonly Finding[]
      readonly dueMs?: EpochMs | undefined
    }

export const unknown: Judged = { kind: 'unknown' }

export function judged(measured: string | null, findings: readonly Finding[], dueMs?: number | undefined): Judged {
  return { kind: 'judged', measured, findings, dueMs: dueMs as EpochMs | undefined }
}

/** Of calls of the last minutes: as they pass out of the window, what was found ends. */
export function windowed(measured: string | null, findings: readonly Finding[], { nowMs }: { readonly nowMs: EpochMs }): Judged {
  return judged(measured, findings, findings.length === 0 ? undefined : (Math.floor(nowMs / minuteMs) + 1) * minuteMs)
}

/** The subject of a finding's key. */
export function subjectOf(key: string): string {
  return key.split(' ')[0] ?? key
}
