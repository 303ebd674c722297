import { ImportFormat } from '#contract/imports'
import { defineCommand } from '../command.ts'
import { runImport } from '../import/run-import.ts'
import { readAs } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'

export const command = defineCommand({
  args: {
    from: { type: 'positional', required: true, valueHint: 'FILE|URL', description: 'A file, or an https:// address.' },
    format: { type: 'enum', options: ['auto', ...ImportFormat.options], description: 'Whose file it is; found out unless told.' },
    'dry-run': { type: 'boolean', description: 'Only show what it would change.' },
    'all-providers': { type: 'boolean', description: 'Providers that are not in the catalog come along, disabled.' },
    pick: {
      type: 'string',
      valueHint: 'REF,...',
      description: 'Rows that are taken though they are not by themselves, by ref or as the file names them. May be given more than once.',
    },
    'accept-short': { type: 'boolean', description: 'Take it although it has under 70 % of the entries of the last one.' },
    reason: { type: 'string', valueHint: 'TEXT', description: 'Why; kept in the audit.' },
    yes: { type: 'boolean', description: 'Take it without asking.' },
  },
  details: [
    'Reads the price map of LiteLLM, the catalog of models.dev, the list of models of OpenRouter, the price file of Langfuse, or an export of Assay. Shows what would change, asks, and takes all of it or nothing; assay audit undo takes it back.',
    'A price that a person entered, and what another source stands by, stays unless it is picked. What cannot be right is quarantined, and said.',
  ],
  examples: [
    'import prices model_prices_and_context_window.json --dry-run',
    'import prices https://models.dev/api.json --yes',
    'import prices prices.json --pick openai/gpt-5,openai/gpt-5-mini --yes',
  ],
  run: async (context, args, rawArgs) =>
    await runImport(context, {
      from: args.from,
      format: args.format === undefined || args.format === 'auto' ? 'auto' : readAs(ImportFormat, '--format', args.format),
      ...{ dryRun: args['dry-run'] === true, allProviders: args['all-providers'] === true, yes: args.yes === true },
      ...{ acceptShort: args['accept-short'] === true, reason: args.reason },
      pick: repeated(rawArgs, 'pick').flatMap((typed) => typed.split(',').filter((name) => name !== '')),
    }),
})
