import { RunId } from '#contract/ids'
import { InterruptedPolicy } from '#contract/runs'
import { defineCommand } from '../command.ts'
import { plain } from '../format/text.ts'
import { readAs, readOptional, readUsd } from '../parse/read-values.ts'
import { finishRun } from '../run/finish-run.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    interrupted: {
      type: 'enum',
      options: ['resend', 'fail'],
      description: 'Probes in flight when their engine ended may have been billed: send them again, or count them as failed.',
    },
    budget: { type: 'string', valueHint: 'USD', description: 'A new budget for the whole run.' },
  },
  details: ['Goes on with a paused run. What was answered is not sent again.'],
  examples: ['resume 01JD3R0W8Q5TN2N4Z1V9K7XH6C', 'resume 01JD3R0W8Q5TN2N4Z1V9K7XH6C --interrupted resend'],
  run: async (context, args) => {
    const run = readAs(RunId, 'RUN', args.run)
    const interrupted = readOptional(InterruptedPolicy, '--interrupted', args.interrupted)
    const budgetUsd = readUsd('--budget', args.budget)
    return await withSession(
      context,
      async (session) => {
        const resumed = await session.client.runs.resume({ run, interrupted, budgetUsd })
        for (const warning of resumed.warnings) context.terminal.err(context.terminal.paint.warn(`Warning: ${plain(warning)}`))
        return await finishRun(context, session, resumed)
      },
      { serves: true },
    )
  },
})
