import path from 'node:path'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { writeWholeFile } from '../files.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    format: { type: 'enum', options: ['yaml', 'json'], description: 'YAML unless told; JSON is read back faster.' },
    out: { type: 'string', valueHint: 'FILE', description: 'Write it there instead of showing it.' },
  },
  details: [
    'Providers, pools, models, prices in force and to come, fallbacks and settings, by name: the same catalog gives the same text, so that two can be compared line by line. No key is in it.',
  ],
  examples: ['export config --out assay.yaml', 'export config --format json'],
  run: async (context, args) =>
    await readInSession(context, async ({ client }) => {
      const { text } = await client.config.export({
        format: args.format === 'json' || (context.json && args.format === undefined) ? 'json' : 'yaml',
      })
      if (args.out === undefined) {
        context.terminal.out(text.trimEnd())
        return exitCodes.done
      }
      const file = path.resolve(context.workingFolder, args.out)
      await writeWholeFile(file, text)
      context.terminal.out(context.json ? JSON.stringify({ file }, undefined, 2) : `Written to ${file}.`)
      return exitCodes.done
    }),
})
