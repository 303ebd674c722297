import { RunId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    now: { type: 'boolean', description: 'Cut off what is in flight instead of receiving it.' },
  },
  details: ['What was not sent is cancelled for good; what was answered stays.'],
  examples: ['runs cancel 01JD3R0W8Q5TN2N4Z1V9K7XH6C'],
  run: async (context, args) => {
    const run = readAs(RunId, 'RUN', args.run)
    return await withSession(context, async ({ client }) =>
      reply(
        context,
        await client.runs.cancel({ run, drain: args.now !== true }),
        ({ name, counts }) => `${plain(name)} is cancelled: ${counts.cancelled} of ${counts.total} probes were not sent.`,
      ),
    )
  },
})
