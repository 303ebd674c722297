import type { RunId } from '#contract/ids'
import { failureOf, RefusedError } from '../errors.ts'
import type { Session } from '../session/session.ts'

/** What broke off while a run was followed: where the engine it lives in, another process, has ended, a RefusedError that says so. */
export function orEngineEnded({ kind, pid }: Session, run: RunId, error: unknown): unknown {
  if (kind !== 'attached' || failureOf(error) !== undefined) return error
  const text = `Process ${pid}, in whose engine the run lives, has ended or no longer answers. Go on with: assay resume ${run}`
  return new RefusedError(text, { cause: error })
}
