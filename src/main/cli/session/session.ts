import type { AssayClient } from '#attach'

/** A way to the engine of the workspace, wherever it runs. */
export interface Session {
  readonly client: AssayClient
  /** `own`: opened by this process; `attached`: another process holds it, `pid`. */
  readonly kind: 'own' | 'attached'
  readonly pid: number
  /** Ends what is in flight instead of receiving it. An attached session only lets go: the holder goes on. */
  abort(): Promise<void>
  /** Receives what is in flight, then lets go of everything. Safe to call twice, and after `abort`. */
  close(): Promise<void>
}

/** What an engine that is opened here is used for; both are no for a command that is soon done. */
export interface SessionUse {
  /** Other commands may act in it while it lives. */
  readonly serves: boolean
  /** Runs that a crash cut short, and that were started so, go on in it. */
  readonly resumesRuns: boolean
}
