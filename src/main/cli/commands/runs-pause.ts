import { RunId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    now: { type: 'boolean', description: 'Cut off what is in flight instead of receiving it; it may have been billed.' },
  },
  details: ['Sends nothing more; what is in flight is received. assay resume goes on.'],
  examples: ['runs pause 01JD3R0W8Q5TN2N4Z1V9K7XH6C'],
  run: async (context, args) => {
    const run = readAs(RunId, 'RUN', args.run)
    return await withSession(context, async ({ client }) =>
      reply(
        context,
        await client.runs.pause({ run, drain: args.now !== true }),
        ({ name }) => `${plain(name)} is paused. Go on with: assay resume ${run}`,
      ),
    )
  },
})
