import type { CheckCounts } from '#contract/checks'
import type { RunId } from '#contract/ids'
import type { CommandContext } from '../command.ts'
import { counted } from '../format/quantities.ts'
import type { Session } from '../session/session.ts'
import { orEngineEnded } from './engine-ended.ts'

/** Shows how far the checking of a run at rest is, until no answer waits for its verdict. An interrupt ends it at once, whatever is left is checked when the workspace is opened next: answers with whether. */
export async function followChecks(
  { terminal, interrupts }: Pick<CommandContext, 'terminal' | 'interrupts'>,
  session: Session,
  run: RunId,
): Promise<{ readonly interrupted: boolean }> {
  const stop = new AbortController()
  const unlisten = interrupts.listen(() => stop.abort())
  let isSaid = false
  try {
    for await (const { counts } of await session.client.checks.watch({ run }, { signal: stop.signal })) {
      if (counts === null || counts.pending === 0) continue
      if (terminal.isLive) terminal.live(verdictsLine(counts))
      else if (!isSaid) terminal.err(`${counted(counts.pending, 'answer')} still to be checked.`)
      isSaid = true
    }
    return { interrupted: false }
  } catch (error) {
    if (stop.signal.aborted) return { interrupted: true }
    throw orEngineEnded(session, run, error)
  } finally {
    unlisten()
    terminal.live('')
  }
}

/** `12 passed, 3 failed, 0 undecided, 5 to go`. */
export function verdictsLine({ passed, failed, errors, pending }: CheckCounts): string {
  return `${passed} passed, ${failed} failed, ${errors} undecided, ${pending} to go`
}
