import { createRouterClient } from '@orpc/server'
import type { LocalCaller } from '#attach'
import { type HostEngineOptions, hostEngine } from '#hosting'
import { FailureError } from '../errors.ts'
import type { Session, SessionUse } from './session.ts'

export interface OwnSessionOptions extends Omit<HostEngineOptions, 'letInAfterMs'> {
  readonly caller: LocalCaller
  readonly use: SessionUse
}

/** Most commands are done by then; one that takes longer would keep others waiting. */
const letInAfterMs = 1000

/**
 * Opens the workspace's engine in this process. Undefined: somebody else holds the workspace.
 * Throws FailureError when it cannot be opened at all.
 */
export async function openOwnSession(options: OwnSessionOptions): Promise<Session | undefined> {
  const { workspace, caller, pid, use } = options
  const { AppError, StorageError } = await import('#engine')
  try {
    const engine = await hostEngine({ ...options, letInAfterMs: use.serves === true ? 0 : letInAfterMs })
    return {
      client: createRouterClient(engine.router, { context: caller }),
      ...{ kind: 'own', pid, isRehearsal: false },
      isBroken: () => false,
      resumeAfterCrash: () => engine.resumeAfterCrash(),
      abort: () => engine.stop({ abort: true }),
      close: () => engine.stop(),
    }
  } catch (error) {
    if (error instanceof StorageError)
      throw new FailureError({ code: 'STORAGE_FULL', folder: workspace, reason: error.reason }, { cause: error })
    if (!(error instanceof AppError)) throw error
    if (error.failure.code === 'WORKSPACE_LOCKED') return undefined
    throw new FailureError(error.failure, { cause: error })
  }
}
