import { safe } from '@orpc/client'
import type { RunId } from '#contract/ids'
import type { CommandContext } from '../command.ts'
import { failureOf } from '../errors.ts'
import { counted } from '../format/quantities.ts'
import type { Session } from '../session/session.ts'
import { orEngineEnded } from './engine-ended.ts'
import { ProgressDisplay } from './progress-display.ts'

/** How following a run ended. `stopped`: a person said stop twice; nobody waited for what was in flight. */
export type Followed = { readonly kind: 'rest'; readonly interrupted: boolean } | { readonly kind: 'stopped' }

/**
 * Shows a run until it is at rest. The first interrupt pauses it, and what is in flight is still received; the second ends it at once.
 * Throws RefusedError when the engine it lives in, another process, has ended.
 */
export async function followRun(
  context: Pick<CommandContext, 'terminal' | 'interrupts' | 'clock'>,
  session: Session,
  run: RunId,
): Promise<Followed> {
  const { terminal, interrupts, clock } = context
  const display = new ProgressDisplay(terminal, clock)
  const stop = new AbortController()
  let interruptsHeard = 0
  let inFlight = 0
  const unlisten = interrupts.listen(() => {
    interruptsHeard += 1
    if (interruptsHeard > 1) return stop.abort()
    terminal.err(`Stopping: ${counted(inFlight, 'call')} in flight will still be received. Ctrl-C again ends them.`)
    pause(session, run).catch((error: unknown) => stop.abort(error))
  })
  try {
    for await (const progress of await session.client.runs.watch({ run }, { signal: stop.signal })) {
      inFlight = progress.counts.inFlight
      display.show(progress)
    }
    return { kind: 'rest', interrupted: interruptsHeard > 0 }
  } catch (error) {
    if (interruptsHeard > 1) return { kind: 'stopped' }
    throw orEngineEnded(session, run, error)
  } finally {
    unlisten()
    display.end()
  }
}

/** A run that came to rest by itself meanwhile needs no pause. */
async function pause({ client }: Session, run: RunId): Promise<void> {
  const { error } = await safe(client.runs.pause({ run }))
  if (error !== null && failureOf(error)?.code !== 'CONFLICT') throw error
}
