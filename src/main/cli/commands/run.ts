import { RunId } from '#contract/ids'
import { OnRestart } from '#contract/runs'
import { defineCommand } from '../command.ts'
import { readOptional } from '../parse/read-values.ts'
import { considerStart } from '../run/consider-start.ts'
import { finishRun } from '../run/finish-run.ts'
import { readTypedBatch } from '../run/read-batch.ts'
import { hasWorkspace } from '../session/has-workspace.ts'
import type { Session } from '../session/session.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    file: { type: 'positional', required: true, description: 'A batch file, YAML or JSON. assay schema batch describes it.' },
    budget: { type: 'string', valueHint: 'USD', description: 'Spend at most this, such as 1.50; wins over the batch.' },
    cache: { type: 'boolean', description: 'Take answers that are kept of earlier runs, and keep new ones, whatever the batch says.' },
    'rerun-of': { type: 'string', valueHint: 'RUN', description: 'Link it to this run, as one that repeats it with changed prompts.' },
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
    'Where answers are checked it ends when each has its verdict. Ctrl-C ends that at once; what is left is checked when the workspace is opened next.',
    'With --json: { run, results, outcomes, reportFile }, all as runs show gives them.',
    'A run that a crash cut short and that was started with --on-restart goes on beside this one, once this one has been started.',
    'Ends with 0 when every probe succeeded and every checked answer passed, 1 when some did not, 2 for bad input, 3 when a decision is needed, 130 after Ctrl-C.',
  ],
  examples: ['run capitals.yaml', 'run capitals.yaml --budget 2.50 --yes', 'run capitals.yaml --yes --json > result.json'],
  run: async (context, args) => {
    const onRestart = readOptional(OnRestart, '--on-restart', args['on-restart'])
    const rerunOf = readOptional(RunId, '--rerun-of', args['rerun-of'])
    const typed = await readTypedBatch(context, args)
    const batch = args.cache === true ? { ...typed, cache: true } : typed
    const isNew = !hasWorkspace(context.workspace)
    const consider = (session: Session) => considerStart(context, session, () => session.client.runs.quote({ batch }), args.yes === true)
    const refused = isNew ? await withSession(context, consider, { rehearses: true }) : undefined
    if (refused !== undefined) return refused
    return await withSession(
      context,
      async (session) => {
        const refusedHere = isNew ? undefined : await consider(session)
        if (refusedHere !== undefined) return refusedHere
        const started = await session.client.runs.start({ batch, onRestart, rerunOf })
        if (session.kind === 'attached') context.terminal.err(`Runs in the engine of process ${session.pid}.`)
        await session.resumeAfterCrash()
        return await finishRun(context, session, started)
      },
      { serves: true },
    )
  },
})
