import { RunId } from '#contract/ids'
import { OnRestart, type RerunKind } from '#contract/runs'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { readAs, readCount, readOptional, readUsd } from '../parse/read-values.ts'
import { considerStart } from '../run/consider-start.ts'
import { finishRun } from '../run/finish-run.ts'
import { readTypedBatch } from '../run/read-batch.ts'
import { withSession } from '../session/with-session.ts'

/** As they are typed. */
const kinds = {
  failed: 'failed',
  'failed-checks': 'failed_checks',
  interrupted: 'interrupted',
  changed: 'changed',
  samples: 'samples',
} as const satisfies Record<string, RerunKind>

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    only: {
      type: 'enum',
      options: Object.keys(kinds),
      description:
        'What is sent again: probes that ended without an answer (failed), whose answer did not pass (failed-checks), of which nobody knows whether they were answered (interrupted), those of a batch that were not asked like this (changed), or further samples of each prompt. Required.',
    },
    samples: { type: 'string', valueHint: 'N', description: 'How many samples each prompt shall have in all; for --only samples.' },
    batch: { type: 'string', valueHint: 'FILE', description: 'The batch file that is compared with the run; for --only changed.' },
    budget: {
      type: 'string',
      valueHint: 'USD',
      description: 'Spend at most this. Without it the rerun has no budget, whatever the first run had.',
    },
    yes: { type: 'boolean', description: 'Start without asking.' },
    'on-restart': { type: 'enum', options: [...OnRestart.options], description: 'As for assay run.' },
  },
  details: [
    'Sends a part of a run again, in a run of its own that is linked to it: the same messages, models and parameters. Shows what it will probably cost, asks, and follows it. The first run stays as it is.',
    'With --json: { run, results, outcomes, reportFile }, as assay run has it; run.rerunOf names the first.',
    'Ends as assay run does; with 3 where nothing is to be sent again, or the run is going on.',
  ],
  examples: [
    'rerun 01JD3R0W8Q5TN2N4Z1V9K7XH6C --only failed',
    'rerun 01JD3R0W8Q5TN2N4Z1V9K7XH6C --only changed --batch capitals.yaml --budget 0.50',
    'rerun 01JD3R0W8Q5TN2N4Z1V9K7XH6C --only samples --samples 10 --yes',
  ],
  run: async (context, args) => {
    if (args.only === undefined) throw new UsageError('A rerun needs --only: what shall be sent again.', 'assay rerun')
    const run = readAs(RunId, 'RUN', args.run)
    const order = {
      ...{ run, what: kinds[args.only as keyof typeof kinds] },
      samples: readCount('--samples', args.samples, { min: 1, max: 100_000 }),
      batch: args.batch === undefined ? undefined : await readTypedBatch(context, { file: args.batch, budget: undefined }),
      budgetUsd: readUsd('--budget', args.budget),
    }
    const onRestart = readOptional(OnRestart, '--on-restart', args['on-restart'])
    return await withSession(
      context,
      async (session) => {
        const { client } = session
        const refused = await considerStart(context, session, async () => (await client.runs.planRerun(order)).quote, args.yes === true)
        if (refused !== undefined) return refused
        const started = await client.runs.rerun({ ...order, onRestart })
        if (session.kind === 'attached') context.terminal.err(`Runs in the engine of process ${session.pid}.`)
        context.terminal.err(`Run ${started.id}, a rerun of ${run}. Both: assay runs show ${run}`)
        return await finishRun(context, session, started)
      },
      { serves: true },
    )
  },
})
