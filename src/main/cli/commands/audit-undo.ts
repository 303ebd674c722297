import { AuditId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { counted } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    change: { type: 'positional', required: true, description: 'As assay audit list names it.' },
    reason: { type: 'string', valueHint: 'TEXT', description: 'Why; kept with the change.' },
  },
  details: [
    'Takes a change back: all that it changed, or nothing. The undo is a change of its own, which can be undone in turn.',
    'What has been changed again since, or is in use by now, is refused. Prices are withdrawn, never deleted.',
  ],
  examples: ['audit undo 01JD3R0W8Q5TN2N4Z1V9K7XH6C', 'audit undo 01JD3R0W8Q5TN2N4Z1V9K7XH6C --reason "the old limit was right"'],
  run: async (context, args) => {
    const id = readAs(AuditId, 'CHANGE', args.change)
    return await withSession(context, async ({ client }) =>
      reply(context, await client.audit.undo({ id, reason: args.reason }), ({ id: undo, kind, subject, changes }) =>
        [
          `Undone: ${kind} ${plain(subject)}, ${counted(changes, 'thing', 'things')} changed back.`,
          `To take that back: assay audit undo ${undo}`,
        ].join('\n'),
      ),
    )
  },
})
