import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Log } from '#engine'
import { type OwnSessionOptions, openOwnSession } from './own-session.ts'
import type { Session } from './session.ts'

/** An engine on an empty workspace in a temporary folder, which is cleared away when it closes. Throws as `openOwnSession` does. */
export async function openRehearsal(options: OwnSessionOptions): Promise<Session> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-rehearsal-'))
  const clearAway = () => rm(folder, { recursive: true, force: true })
  try {
    const session = await openOwnSession({ ...options, workspace: folder, log: errorsOnly(options.log) })
    if (session === undefined) throw new Error(`${folder}, just made, is held by somebody else`)
    const close = () => session.close().finally(clearAway)
    return { ...session, isRehearsal: true, close }
  } catch (error) {
    await clearAway()
    throw error
  }
}

/** The log lies in the workspace, which only a bug is worth making. */
function errorsOnly(log: Log): Log {
  const nothing = () => undefined
  return {
    ...{ debug: nothing, info: nothing, warn: nothing },
    error: (fields, message) => log.error(fields, message),
    registerSecret: (value) => log.registerSecret(value),
  }
}
