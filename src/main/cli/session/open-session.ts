import type { LocalConnection } from '#attach'
import { FailureError, RefusedError } from '../errors.ts'
import { type OwnSessionOptions, openOwnSession } from './own-session.ts'
import type { Session } from './session.ts'

/** A holder that is just starting or stopping is asked again for this long. */
const patienceMs = 3000
const askAgainAfterMs = 100

/**
 * The engine of the workspace: opened here or, when another process holds it, that one.
 * Throws WORKSPACE_LOCKED when the holder does not answer, naming its process where that is known, and RefusedError when it is of another version.
 */
export async function openSession(options: OwnSessionOptions): Promise<Session> {
  const { workspace, files, caller, clock } = options
  const giveUpAtMs = clock.monotonicMs() + patienceMs
  for (;;) {
    const own = await openOwnSession(options)
    if (own !== undefined) return own
    const { connectLocally } = await import('#attach')
    const connection = await connectLocally({ workspace, version: files.version, user: caller.user })
    if (connection.kind === 'connected') return attachedSession(connection)
    if (connection.kind === 'refused') throw new RefusedError(refusal(connection, options))
    if (connection.kind === 'not_answering' || clock.monotonicMs() >= giveUpAtMs) {
      const pid = connection.kind === 'not_answering' ? { pid: connection.pid } : {}
      throw new FailureError({ code: 'WORKSPACE_LOCKED', workspace, reason: 'not_answering', ...pid })
    }
    await clock.sleep(askAgainAfterMs)
  }
}

type Connected = Extract<LocalConnection, { kind: 'connected' }>

function attachedSession({ client, pid, close }: Connected): Session {
  return { client, kind: 'attached', pid, abort: close, close }
}

function refusal({ pid, version }: Extract<LocalConnection, { kind: 'refused' }>, { workspace, files }: OwnSessionOptions): string {
  return version === files.version
    ? `Process ${pid} holds the workspace ${workspace} and turned this command away. Close it and try again.`
    : `Process ${pid}, assay ${version}, holds the workspace ${workspace}; this is assay ${files.version}. Close it, or use that version.`
}
