import path from 'node:path'
import { SuiteFormat, TargetCheck } from '#contract/batches'
import { ModelRef } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { plain } from '../format/text.ts'
import { readAs, readOptional } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'
import { readSuiteFile } from '../suite/read-suite-file.ts'
import { renderImported } from '../suite/show-imported.ts'
import { writeImported } from '../suite/write-imported.ts'

export const command = defineCommand({
  args: {
    file: { type: 'positional', required: true, description: 'A suite, rows, or what assay export run wrote as a package.' },
    format: { type: 'enum', options: ['auto', ...SuiteFormat.options], description: 'Whose file it is; found out unless told.' },
    field: {
      type: 'string',
      valueHint: 'NAME=COLUMN',
      description: 'Which column is the input, the target or the id, such as input=question. May be given more than once.',
    },
    'target-check': { type: 'enum', options: [...TargetCheck.options], description: 'How an answer is held against its target.' },
    model: { type: 'string', valueHint: 'REF', description: 'Ask these models, whatever the file says. May be given more than once.' },
    name: { type: 'string', valueHint: 'TEXT', description: 'What the batch is called.' },
    partial: { type: 'boolean', description: 'Leave out what is flawed instead of refusing all of it.' },
    out: { type: 'string', valueHint: 'DIR', description: 'Write the batch file there, and its rows beside it where they are many.' },
  },
  details: [
    'Reads samples of OpenAI evals and of Inspect, configurations and tests of promptfoo, plain csv, JSON Lines, JSON and Parquet, and an exported run. Shows what it makes of it, and by line what does not come along; without --out nothing is written.',
    'Files that a promptfoo configuration names (file://…) are read where they lie in its folder or below. No code is ever run.',
  ],
  examples: [
    'import batch promptfooconfig.yaml',
    'import batch biology.jsonl --field input=question --field target=answer --out suites',
    'import batch samples.csv --target-check exact --model openai/gpt-5-mini --json',
  ],
  run: async (context, args, rawArgs) => {
    const order = {
      format: args.format === undefined || args.format === 'auto' ? ('auto' as const) : readAs(SuiteFormat, '--format', args.format),
      fields: fieldsOf(repeated(rawArgs, 'field')),
      targetCheck: readOptional(TargetCheck, '--target-check', args['target-check']),
      models: modelsOf(repeated(rawArgs, 'model')),
      ...(args.name === undefined ? {} : { name: args.name }),
      partial: args.partial === true,
    }
    const read = await readSuiteFile(path.resolve(context.workingFolder, args.file))
    return await withSession(
      context,
      async ({ client }) => {
        const imported = await client.batches.import({ ...order, ...read })
        const files = args.out === undefined ? [] : await writeImported(client, imported, path.resolve(context.workingFolder, args.out))
        return reply(context, { ...imported, files }, () =>
          said(renderImported(imported, args.file, context.terminal), imported.catalog, files),
        )
      },
      { rehearses: true, repeats: true },
    )
  },
})

function fieldsOf(typed: readonly string[]): { input?: string; target?: string; id?: string } {
  const named = typed.map((each) => {
    const [, name, column] = /^(input|target|id)=(.+)$/.exec(each) ?? []
    if (name === undefined || column === undefined)
      throw new UsageError(`--field: expected input=, target= or id= and a column; got "${each}".`)
    return [name, column] as const
  })
  return Object.fromEntries(named)
}

function modelsOf(typed: readonly string[]): (ModelRef | 'defaults')[] | undefined {
  const named = typed.flatMap((each) => each.split(',')).filter((each) => each !== '')
  return named.length === 0 ? undefined : named.map((each) => (each === 'defaults' ? each : readAs(ModelRef, '--model', each)))
}

function said(shown: string, catalog: string | null, files: readonly string[]): string {
  const [batch] = files
  const lacks = files.find((file) => file.endsWith('.catalog.json'))
  return [
    shown,
    ...(batch === undefined ? [] : ['', ...files.map((file) => `Written: ${plain(file)}`)]),
    ...(catalog === null
      ? []
      : [
          `The catalog lacks some of its models: ${lacks === undefined ? '--out writes what it lacks' : `assay import config ${plain(lacks)}`}`,
        ]),
    ...(batch === undefined ? [] : [`To see what it will cost: assay quote ${plain(batch)}`]),
  ].join('\n')
}
