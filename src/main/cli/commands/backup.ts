import path from 'node:path'
import { defineCommand } from '../command.ts'
import { counted } from '../format/quantities.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    out: { type: 'string', valueHint: 'FILE', description: 'Write it there; a new file in the workspace’s backups folder unless told.' },
  },
  details: ['A copy of the database, whole even while runs go on, and checked after it was written.'],
  examples: ['backup', 'backup --out /media/stick/assay.db'],
  run: async (context, args) => {
    const file = args.out === undefined ? undefined : path.resolve(context.workingFolder, args.out)
    return await withSession(context, async ({ client }) =>
      reply(
        context,
        await client.health.backup({ file }),
        (backup) =>
          `${backup.file}: ${counted(backup.attempts, 'call')}, ${Math.ceil(backup.bytes / 1024).toLocaleString('en-US')} KiB, checked.`,
      ),
    )
  },
})
