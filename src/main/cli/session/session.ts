import type { AssayClient } from '#attach'

/** A way to the engine of the workspace, wherever it runs. */
export interface Session {
  readonly client: AssayClient
  /** `own`: opened by this process; `attached`: another process holds it, `pid`. */
  readonly kind: 'own' | 'attached'
  readonly pid: number
  /** It is an engine on an empty workspace elsewhere: there is none yet where one was asked for. */
  readonly isRehearsal: boolean
  /** The holder has ended or hung up: what was asked of it breaks off. Never of an own session. */
  isBroken(): boolean
  /** Goes on with the runs that a crash cut short, where they were started so. An attached session leaves that to the holder. */
  resumeAfterCrash(): Promise<void>
  /** Ends what is in flight instead of receiving it. An attached session only lets go: the holder goes on. */
  abort(): Promise<void>
  /** Receives what is in flight, then lets go of everything. Safe to call twice, and after `abort`. */
  close(): Promise<void>
}

/** What a session is for. */
export interface SessionUse {
  /** Something runs in it for long: an engine that is opened here lets other commands in at once, not only after a while. */
  readonly serves?: boolean
  /** Nothing is to be written: where there is no workspace yet, an empty one elsewhere stands in for it and is cleared away. */
  readonly rehearses?: boolean
  /** Nothing is changed: when its holder ends, the same is asked once more in a new session. */
  readonly repeats?: boolean
}
