import { defineCommand } from '../command.ts'
import { reply } from '../reply.ts'
import { readTypedBatch } from '../run/read-batch.ts'
import { renderQuote } from '../run/show-quote.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    file: { type: 'positional', required: true, description: 'A batch file, YAML or JSON.' },
    budget: { type: 'string', valueHint: 'USD', description: 'Quote with this budget in place of the batch’s own.' },
  },
  details: ['Sends nothing and keeps nothing: where there is no workspace yet, none is made.'],
  examples: ['quote capitals.yaml', 'quote capitals.yaml --json'],
  run: async (context, args) => {
    const batch = await readTypedBatch(context, args)
    return await withSession(
      context,
      async ({ client }) => reply(context, await client.runs.quote({ batch }), (value) => renderQuote(value, context.terminal)),
      { rehearses: true, repeats: true },
    )
  },
})
