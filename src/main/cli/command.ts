import { type ArgsDef, type ParsedArgs, parseArgs } from 'citty'
import type { Clock } from '#engine'
import type { ExitCode } from './exit-code.ts'
import type { OwnSessionOptions } from './session/own-session.ts'
import type { Session, SessionUse } from './session/session.ts'
import type { Terminal } from './terminal.ts'

/** Hears Ctrl-C (and the end of the terminal or of the session) instead of the process. */
export interface Interrupts {
  /** From now on `listener` hears each interrupt; the answer ends that. Without a listener an interrupt ends the process. */
  listen(listener: () => void): () => void
}

/** What an engine in this process is opened with, and where bugs are written down. */
export type EngineParts = Omit<OwnSessionOptions, 'workspace' | 'use'>

/** What a command works with, apart from its own arguments. */
export interface CommandContext {
  readonly terminal: Terminal
  readonly clock: Clock
  readonly interrupts: Interrupts
  /** One document on standard output, and nothing else there. */
  readonly json: boolean
  /** Absolute. */
  readonly workspace: string
  readonly workingFolder: string
  readonly version: string
  /**
   * The engine of the workspace: opened here, or the one that holds it. Must be closed.
   * Throws FailureError, and RefusedError when the holder is of another version.
   */
  openSession(options?: SessionUse): Promise<Session>
  /** What a shell that stays opens the engine of the workspace with. */
  readonly engineParts: EngineParts
  /** False: there is no browser here, or no screen. */
  openInBrowser(address: string): Promise<boolean>
}

/** One command as its file declares it. Flags are written in kebab-case, positional arguments in the order in which they are typed. */
export interface CommandSpec<Args extends ArgsDef> {
  readonly args: Args
  /** What help says beyond the summary, a paragraph each. */
  readonly details?: readonly string[]
  /** Without the leading `assay`; each is one line. */
  readonly examples: readonly string[]
  /** `rawArgs`: as typed, for a flag that may be given more than once. */
  readonly run: (context: CommandContext, args: ParsedArgs<Args>, rawArgs: readonly string[]) => Promise<ExitCode>
}

/** A command ready to be run, whatever its arguments. Its raw arguments must have been checked against `args` before. */
export interface Command {
  readonly args: ArgsDef
  readonly details: readonly string[]
  readonly examples: readonly string[]
  readonly run: (context: CommandContext, rawArgs: readonly string[]) => Promise<ExitCode>
}

export function defineCommand<const Args extends ArgsDef>({ args, details = [], examples, run }: CommandSpec<Args>): Command {
  // Without the common flags the value of one that stands in front would be taken for a positional argument.
  const known: Args = { ...args, ...commonArgs }
  return { args, details, examples, run: (context, rawArgs) => run(context, parseArgs<Args>([...rawArgs], known), rawArgs) }
}

/** Every command knows these. */
export const commonArgs = {
  workspace: { type: 'string', valueHint: 'DIR', description: 'The workspace: a folder. Also ASSAY_WORKSPACE.' },
  json: { type: 'boolean', description: 'One JSON document on standard output.' },
  help: { type: 'boolean', description: 'Show this help.' },
} as const satisfies ArgsDef
