import type { CommandContext } from '../command.ts'
import { counted } from '../format/quantities.ts'
import type { Session } from './session.ts'

const askAgainAfterMs = 250

/** Waits for what other commands run in the engine that this process holds; an interrupt ends the wait. */
export async function untilOthersFinish(
  { terminal, clock, interrupts }: Pick<CommandContext, 'terminal' | 'clock' | 'interrupts'>,
  { client }: Session,
): Promise<void> {
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
