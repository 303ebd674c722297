import { defineCommand } from '../command.ts'
import { reply, withSession } from '../reply.ts'
import { readTypedBatch, understandBatch } from '../run/read-batch.ts'
import { renderQuote } from '../run/show-quote.ts'

export const command = defineCommand({
  args: {
    file: { type: 'positional', required: true, description: 'A batch file, YAML or JSON.' },
    budget: { type: 'string', valueHint: 'USD', description: 'Quote with this budget in place of the batch’s own.' },
  },
  details: ['Sends nothing and writes nothing.'],
  examples: ['quote capitals.yaml', 'quote capitals.yaml --json'],
  run: async (context, args) => {
    const typed = await readTypedBatch(context, args)
    return await withSession(context, async ({ client }) => {
      const quote = await client.runs.quote({ batch: await understandBatch(client, typed) })
      return reply(context, quote, (value) => renderQuote(value, context.terminal))
    })
  },
})
