import type { Batch } from '#contract/batch'
import { OnRestart } from '#contract/runs'
import { type CommandContext, defineCommand } from '../command.ts'
import { RefusedError } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { readOptional } from '../parse/read-values.ts'
import { finishRun } from '../run/finish-run.ts'
import { readTypedBatch } from '../run/read-batch.ts'
import { renderQuote } from '../run/show-quote.ts'
import { tellOfCrashes } from '../run/tell-of-crashes.ts'
import { hasWorkspace } from '../session/has-workspace.ts'
import type { Session } from '../session/session.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    file: { type: 'positional', required: true, description: 'A batch file, YAML or JSON. assay schema batch describes it.' },
    budget: { type: 'string', valueHint: 'USD', description: 'Spend at most this, such as 1.50; wins over the batch.' },
    cache: { type: 'boolean', description: 'Take answers that are kept of earlier runs, and keep new ones, whatever the batch says.' },
    yes: { type: 'boolean', description: 'Start without asking.' },
    'on-restart': {
      type: 'enum',
      options: [...OnRestart.options],
      description:
        'If its engine ends without it, the run waits for assay resume (hold, unless told), goes on without probes that may have been billed (resume-safe), or sends those again, too (resend).',
    },
  },
  details: [
    'Shows what the batch will probably cost and take, asks, and sends it. Every request is on disk before it is sent and every answer before it is shown, so that nothing paid for is lost.',
    'Ctrl-C sends nothing more and receives what is in flight; a second one cuts that off. assay resume goes on.',
    'With --json: { run, results, reportFile }, the run and its results as runs show gives them.',
    'A run that a crash cut short and that was started with --on-restart goes on beside this one, once this one has been started.',
    'Ends with 0 when every probe succeeded, 1 when some failed, 2 for bad input, 3 when a decision is needed, 130 after Ctrl-C.',
  ],
  examples: ['run capitals.yaml', 'run capitals.yaml --budget 2.50 --yes', 'run capitals.yaml --yes --json > result.json'],
  run: async (context, args) => {
    const onRestart = readOptional(OnRestart, '--on-restart', args['on-restart'])
    const typed = await readTypedBatch(context, args)
    const batch = args.cache === true ? { ...typed, cache: true } : typed
    const isNew = !hasWorkspace(context.workspace)
    const consider = (session: Session) => considerStart(context, session, batch, args.yes === true)
    const refused = isNew ? await withSession(context, consider, { rehearses: true }) : undefined
    if (refused !== undefined) return refused
    return await withSession(
      context,
      async (session) => {
        const refusedHere = isNew ? undefined : await consider(session)
        if (refusedHere !== undefined) return refusedHere
        const started = await session.client.runs.start({ batch, onRestart })
        if (session.kind === 'attached') context.terminal.err(`Runs in the engine of process ${session.pid}.`)
        await session.resumeAfterCrash()
        return await finishRun(context, session, started)
      },
      { serves: true },
    )
  },
})

/** Shows what it would cost, and asks. Undefined: it may start. Sends and changes nothing. */
async function considerStart(context: CommandContext, session: Session, batch: Batch, isAgreed: boolean): Promise<ExitCode | undefined> {
  const { terminal, json } = context
  await tellOfCrashes(session.client, terminal)
  const quote = await session.client.runs.quote({ batch })
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
