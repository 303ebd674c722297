import { defineCommand } from '../command.ts'
import { runImport } from '../import/run-import.ts'

export const command = defineCommand({
  args: {
    file: { type: 'positional', required: true, description: 'What assay export config wrote, YAML or JSON.' },
    'dry-run': { type: 'boolean', description: 'Only show what it would change.' },
    reason: { type: 'string', valueHint: 'TEXT', description: 'Why; kept in the audit.' },
    yes: { type: 'boolean', description: 'Take it without asking.' },
  },
  details: [
    'Brings providers, pools, models, prices, fallbacks and settings to what the file says, all of it or nothing; what it does not name stays as it is.',
    'Keys are in no such file. A variable it names is looked up once you agree to it: assay keys confirm.',
  ],
  examples: ['import config assay.yaml --dry-run', 'import config assay.yaml --yes'],
  run: async (context, args) =>
    await runImport(context, {
      ...{ from: args.file, format: 'assay', allProviders: false, acceptShort: false, pick: [] },
      ...{ dryRun: args['dry-run'] === true, yes: args.yes === true, reason: args.reason },
    }),
})
