import type { Quote } from '#contract/runs'
import type { CommandContext } from '../command.ts'
import { RefusedError } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import type { Session } from '../session/session.ts'
import { renderQuote } from './show-quote.ts'
import { tellOfCrashes } from './tell-of-crashes.ts'

/** Shows what it would cost, and asks. Undefined: it may start. Sends and changes nothing. */
export async function considerStart(
  context: CommandContext,
  session: Session,
  ask: () => Promise<Quote>,
  isAgreed: boolean,
): Promise<ExitCode | undefined> {
  const { terminal, json } = context
  await tellOfCrashes(session.client, terminal)
  const quote = await ask()
  if (json) terminal.err(renderQuote(quote, terminal))
  else terminal.out(renderQuote(quote, terminal))
  return isAgreed ? undefined : await askWhether(context)
}

/** Undefined: yes. Else nothing is started, and that is the exit code. */
async function askWhether({ terminal, interrupts }: CommandContext): Promise<ExitCode | undefined> {
  if (!terminal.canAsk) throw new RefusedError('Nobody can be asked here whether to start. Say --yes to start without asking.')
  const stop = new AbortController()
  const unlisten = interrupts.listen(() => stop.abort())
  try {
    if (/^y(es)?$/i.test((await terminal.ask('Start? [y/N] ', stop.signal)).trim())) return undefined
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    unlisten()
  }
  terminal.err('Not started.')
  return stop.signal.aborted ? exitCodes.interrupted : exitCodes.refused
}
