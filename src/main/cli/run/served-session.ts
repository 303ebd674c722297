import type { CommandContext } from '../command.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { counted } from '../format/quantities.ts'
import { withSession } from '../reply.ts'
import type { Session } from '../session/session.ts'

const askAgainAfterMs = 250

/**
 * A session for a command that runs something. While it goes on others may act in its engine, and what they began there is not cut off:
 * the engine ends when nothing runs in it any more, or at an interrupt.
 */
export async function withServedSession(
  context: CommandContext,
  { resumesRuns }: { readonly resumesRuns: boolean },
  act: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  return await withSession(
    context,
    async (session) => {
      const code = await act(session)
      if (session.kind === 'own' && code !== exitCodes.interrupted) await untilOthersFinish(context, session)
      return code
    },
    { serves: true, resumesRuns },
  )
}

async function untilOthersFinish({ terminal, clock, interrupts }: CommandContext, { client }: Session): Promise<void> {
  const stop = new AbortController()
  const unlisten = interrupts.listen(() => stop.abort())
  let told = 0
  try {
    for (;;) {
      const { activeRuns } = await client.health.status()
      if (activeRuns === 0 || stop.signal.aborted) return
      if (activeRuns !== told)
        terminal.err(`Waiting for ${counted(activeRuns, 'other run')} in this engine. Ctrl-C pauses ${activeRuns === 1 ? 'it' : 'them'}.`)
      told = activeRuns
      await clock.sleep(askAgainAfterMs, stop.signal).catch(() => undefined)
    }
  } finally {
    unlisten()
  }
}
