import type { CommandContext } from '../command.ts'
import { failureOf, InterruptedError, RefusedError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import type { Session, SessionUse } from './session.ts'
import { untilOthersFinish } from './until-others-finish.ts'

/** What of a command's context a session takes. */
export type SessionContext = Pick<CommandContext, 'openSession' | 'interrupts' | 'terminal' | 'clock'>

/**
 * Does something in the engine of the workspace, and lets go of it whatever comes of it. In an engine that was opened here others may act meanwhile,
 * and what they began is not cut off: it ends when nothing runs in it any more, or at an interrupt.
 * An interrupt that nobody inside listens to ends the act, and what is in flight is received; the next one cuts that off.
 * Throws InterruptedError, and RefusedError when the process that holds the engine ends before it has answered.
 */
export async function withSession<T>(context: SessionContext, act: (session: Session) => Promise<T>, use: SessionUse = {}): Promise<T> {
  try {
    return await inOneSession(context, act, use)
  } catch (error) {
    if (!(error instanceof HolderEndedError)) throw error
    if (use.repeats !== true) throw new RefusedError(sayEnded(error), { cause: error })
  }
  return await withSession(context, act, { ...use, repeats: false })
}

/** As `withSession`, for what changes nothing: when the process that holds the engine ends meanwhile, it is asked once more in a new session. */
export async function readInSession<T>(context: SessionContext, act: (session: Session) => Promise<T>): Promise<T> {
  return await withSession(context, act, { repeats: true })
}

async function inOneSession<T>(context: SessionContext, act: (session: Session) => Promise<T>, use: SessionUse): Promise<T> {
  const session = await context.openSession(use)
  const interrupted = Promise.withResolvers<never>()
  let isLeaving = false
  const unlisten = context.interrupts.listen(() => {
    // What goes wrong then, `close` tells.
    if (isLeaving) session.abort().catch(() => undefined)
    isLeaving = true
    interrupted.reject(new InterruptedError('Stopped.'))
  })
  try {
    const answer = await Promise.race([act(session), interrupted.promise])
    if (session.kind === 'own' && answer !== exitCodes.interrupted) await untilOthersFinish(context, session)
    return answer
  } catch (error) {
    if (session.isBroken() && failureOf(error) === undefined && !(error instanceof RefusedError || error instanceof InterruptedError))
      throw new HolderEndedError(session.pid, error)
    throw error
  } finally {
    isLeaving = true
    await session.close()
    unlisten()
  }
}

class HolderEndedError extends Error {
  readonly pid: number

  constructor(pid: number, cause: unknown) {
    super('the holder of the workspace has ended', { cause })
    this.pid = pid
  }
}

function sayEnded({ pid }: HolderEndedError): string {
  return `Process ${pid}, in whose engine this was to be done, ended before it answered. Look what has come of it, then say it again.`
}
