import type { RunCounts } from '#contract/runs'

/** Where a process is killed by its own storage thread: at the nth group that holds this write, before it is committed or before the engine hears that it stands. */
export interface KillPoint {
  readonly write: 'createRun' | 'addPrompts' | 'planProbes' | 'startAttempt' | 'settleAttempt' | 'seedCatalog' | 'writeVerdicts'
  readonly when: 'asked' | 'stands'
  readonly nth: number
}

/** The environment reaches the storage thread without the engine knowing. */
export const killPointVariable = 'ASSAY_CRASH_POINT'

/** A person's word on calls that were cut off. */
export type Word = 'resend' | 'fail' | 'hold'

/** What an engine process is to do. */
export interface Order {
  readonly workspace: string
  readonly simulatorUrl: string
  readonly storageThread: string
  readonly word: Word
  /** Finish every run and end, instead of going on until killed. */
  readonly isLast: boolean
}

/** What the engine told about a run; `atOpen`: before anything of it went on. */
export interface Told {
  readonly run: string
  readonly counts: RunCounts
  readonly nanoUsd: number
  readonly verdicts: number
}

/** A call as the engine listed it after it had ended. */
export interface ListedCall {
  readonly id: string
  readonly seq: number
  readonly state: string
  readonly code: string | null
  readonly costState: string
  readonly costNanoUsd: number | null
}
