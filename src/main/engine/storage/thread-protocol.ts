import type { Failure } from '#contract/errors'
import type { ReadName } from './reads/index.ts'
import type { WriteName } from './writes/index.ts'

/** What the writer is started with: the workspace and the files in it. */
export interface WriterData {
  readonly role: 'writer'
  readonly file: string
  readonly lockFile: string
  readonly reserveFile: string
  readonly backupFolder: string
  readonly workspace: string
  readonly nowMs: number
}

export interface ReaderData {
  readonly role: 'reader'
  readonly file: string
}

export type ThreadData = WriterData | ReaderData

export interface WriteRequest {
  readonly name: WriteName
  readonly input: unknown
}

/** A reader is started beside the writer and told to `open` once the writer has. */
export type ToThread =
  | { readonly kind: 'open' }
  | { readonly kind: 'group'; readonly writes: readonly WriteRequest[] }
  | { readonly kind: 'read'; readonly id: number; readonly name: ReadName; readonly input: unknown }
  | { readonly kind: 'close' }

/** An error that crossed a thread: a failure of ours, or SQLite's code (`SQLITE_FULL`, …), or a bug's text. */
export interface ThreadError {
  readonly failure?: Failure
  readonly sqlite?: string
  readonly message: string
}

export type Settled = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ThreadError }

export interface CrashedRun {
  readonly id: number
  readonly ulid: string
  readonly name: string
}

/** What the writer found and did when it opened. */
export interface Opened {
  readonly schemaVersion: number
  readonly epoch: number
  readonly isNew: boolean
  /** Attempts that were in flight when the last engine ended without closing; now `interrupted`. */
  readonly interruptedAttempts: number
  /** Places of the ledger whose attempts are not in the sums over calls yet. */
  readonly unsummed: number
  /** Runs that were going on then; now paused. */
  readonly crashedRuns: readonly CrashedRun[]
}

export type FromThread =
  | { readonly kind: 'opened'; readonly opened: Opened | undefined }
  | { readonly kind: 'failed'; readonly error: ThreadError }
  | { readonly kind: 'group'; readonly results: readonly Settled[]; readonly gaveUpReserve: boolean }
  | { readonly kind: 'read'; readonly id: number; readonly result: Settled }
  /** What is derived from calls could not be written; they stand. */
  | { readonly kind: 'rollup-failed'; readonly message: string }
  | { readonly kind: 'closed' }
