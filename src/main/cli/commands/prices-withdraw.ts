import { PriceVersionId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { instant } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    price: { type: 'positional', required: true, description: 'Its id, as assay prices list --json names it.' },
    reason: { type: 'string', valueHint: 'TEXT', description: 'Why; kept with the change.' },
  },
  details: [
    'Takes a price away: an announced rise that does not come, or a mistake. What held before it holds again.',
    'No price is ever deleted: costs that were reckoned with it stay, and the history shows both.',
  ],
  examples: ['prices withdraw 01JD3R0W8Q5TN2N4Z1V9K7XH6C --reason "the rise was called off"'],
  run: async (context, args) => {
    const id = readAs(PriceVersionId, 'PRICE', args.price)
    return await withSession(context, async ({ client }) =>
      replyEdit(
        context,
        await client.prices.withdraw({ id, reason: args.reason }),
        ({ model, effectiveFromMs }) => `Withdrawn: the price of ${plain(model)} from ${instant(effectiveFromMs)} on.`,
      ),
    )
  },
})
