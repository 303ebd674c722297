import type { EnginePlace, WorkspaceEngine } from '#hosting'
import type { CommandContext } from '../command.ts'
import { FailureError } from '../errors.ts'

/** The workspace's engine for a shell that stays. Throws FailureError when there is nothing to be opened. */
export async function openShellEngine({ workspace, engineParts }: CommandContext): Promise<WorkspaceEngine> {
  const [{ WorkspaceEngine }, { AppError, StorageError }] = await Promise.all([import('#hosting'), import('#engine')])
  try {
    return await WorkspaceEngine.open({ ...engineParts, workspace, caller: { ...engineParts.caller, origin: 'browser' } })
  } catch (error) {
    if (error instanceof StorageError)
      throw new FailureError({ code: 'STORAGE_FULL', folder: workspace, reason: error.reason }, { cause: error })
    throw error instanceof AppError ? new FailureError(error.failure, { cause: error }) : error
  }
}

/** Where the engine is, for a person. Undefined: here, which needs no words. */
export function sayPlace(place: EnginePlace): string | undefined {
  if (place.kind === 'own') return undefined
  if (place.kind === 'other') return `The engine is that of process ${place.pid}; it is taken over here when that one ends.`
  switch (place.why.kind) {
    case 'absent':
      return 'The engine is being looked for.'
    case 'not_answering':
      return `Process ${place.why.pid} holds the workspace and does not answer. It is waited for.`
    case 'refused':
      return `Process ${place.why.pid}, assay ${place.why.version}, holds the workspace and does not let this one in. Close it; it is waited for.`
    default:
      return 'The workspace could not be opened; it is tried again. assay doctor says why.'
  }
}
