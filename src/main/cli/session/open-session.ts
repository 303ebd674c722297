import { existsSync } from 'node:fs'
import path from 'node:path'
import type { LocalConnection } from '#attach'
import { FailureError, RefusedError } from '../errors.ts'
import { hasWorkspace } from './has-workspace.ts'
import { type OwnSessionOptions, openOwnSession } from './own-session.ts'
import { openRehearsal } from './rehearsal-session.ts'
import type { Session } from './session.ts'

/** A holder that is just starting or stopping is asked again for this long. */
const patienceMs = 3000
const askAgainAfterMs = 100

/**
 * The engine of the workspace: the one that another process announces there or, when there is none, opened here. Asking first spares a command
 * beside a running engine from loading one of its own; the lock decides all the same.
 * Throws WORKSPACE_LOCKED when the holder does not answer, naming its process where that is known, and RefusedError when it is of another version.
 */
export async function openSession(options: OwnSessionOptions): Promise<Session> {
  const { workspace, clock, use } = options
  if (use.rehearses === true && !hasWorkspace(workspace)) return await openRehearsal(options)
  const giveUpAtMs = clock.monotonicMs() + patienceMs
  for (;;) {
    const connection = await askHolder(options)
    if (connection.kind === 'connected') return attachedSession(connection)
    if (connection.kind === 'refused') throw new RefusedError(refusal(connection, options))
    const own = await openOwnSession(options)
    if (own !== undefined) return own
    if (connection.kind === 'not_answering' || clock.monotonicMs() >= giveUpAtMs) {
      const pid = connection.kind === 'not_answering' ? { pid: connection.pid } : {}
      throw new FailureError({ code: 'WORKSPACE_LOCKED', workspace, reason: 'not_answering', ...pid })
    }
    await clock.sleep(askAgainAfterMs)
  }
}

async function askHolder({ workspace, files, caller }: OwnSessionOptions): Promise<LocalConnection> {
  if (!existsSync(path.join(workspace, 'engine.json'))) return { kind: 'absent' }
  const { connectLocally } = await import('#attach')
  return await connectLocally({ workspace, version: files.version, ...caller })
}

type Connected = Extract<LocalConnection, { kind: 'connected' }>

function attachedSession({ client, pid, isOpen, close }: Connected): Session {
  let isLeft = false
  const leave = () => {
    isLeft = true
    return close()
  }
  return {
    ...{ client, kind: 'attached', pid, isRehearsal: false },
    isBroken: () => !isLeft && !isOpen(),
    resumeAfterCrash: async () => undefined,
    abort: leave,
    close: leave,
  }
}

function refusal({ pid, version }: Extract<LocalConnection, { kind: 'refused' }>, { workspace, files }: OwnSessionOptions): string {
  return version === files.version
    ? `Process ${pid} holds the workspace ${workspace} and turned this command away. Close it and try again.`
    : `Process ${pid}, assay ${version}, holds the workspace ${workspace}; this is assay ${files.version}. Close it, or use that version.`
}
