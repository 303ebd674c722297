import { ModelRef } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { plain } from '../format/text.ts'
import { editArgs, readEdit } from '../parse/edit-args.ts'
import { readAs } from '../parse/read-values.ts'
import { replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

const ref = { type: 'positional', required: true, description: 'The model that is asked, such as openai/gpt-5-mini.' } as const

export const set = defineCommand({
  args: {
    ref,
    fallback: { type: 'positional', required: true, description: 'The model that answers where that one cannot.' },
    ...editArgs,
  },
  details: [
    'Changes nothing until a batch says allowFallback: true. Then a probe that has used up its tries, or whose model is kept back for longer than the run waits, is sent to the fallback: once, whatever that one’s own fallback is.',
    'The fallback must be active and another model, and following fallbacks must not lead back; what is not valid is refused and changes nothing.',
  ],
  examples: ['models fallback set openai/gpt-5-mini anthropic/claude-haiku-4-5'],
  run: async (context, args) => {
    const input = { ref: readAs(ModelRef, 'REF', args.ref), fallback: readAs(ModelRef, 'FALLBACK', args.fallback), ...readEdit(args) }
    return await withSession(context, async ({ client }) =>
      replyEdit(
        context,
        await client.models.setFallback(input),
        (model) => `${plain(model.ref)} falls back to ${plain(input.fallback)}, in runs that allow it.`,
      ),
    )
  },
})

export const clear = defineCommand({
  args: { ref, ...editArgs },
  details: ['Also mends a fallback that is not valid, as an edited database may hold.'],
  examples: ['models fallback clear openai/gpt-5-mini'],
  run: async (context, args) => {
    const input = { ref: readAs(ModelRef, 'REF', args.ref), ...readEdit(args) }
    return await withSession(context, async ({ client }) =>
      replyEdit(context, await client.models.clearFallback(input), (model) => `${plain(model.ref)} has no fallback.`),
    )
  },
})
