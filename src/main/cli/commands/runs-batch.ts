import { RunId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    rows: { type: 'boolean', description: 'With the rows of its dataset in place, as they were read, instead of the name of their file.' },
  },
  details: [
    'The batch as the run froze it: models that stood as defaults are named, and a cap on answers that its budget wanted is written out.',
  ],
  examples: ['runs batch 01JD3R0W8Q5TN2N4Z1V9K7XH6C > again.yaml'],
  run: async (context, args) => {
    const run = readAs(RunId, 'RUN', args.run)
    return await readInSession(context, async ({ client }) => {
      const batch = await client.runs.batch({ run, rows: args.rows === true })
      if (context.json) return reply(context, batch, () => '')
      context.terminal.out((await client.runs.formatBatch({ batch })).text.trimEnd())
      return exitCodes.done
    })
  },
})
