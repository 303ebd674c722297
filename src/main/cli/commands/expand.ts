import path from 'node:path'
import type { Expansion, ExpansionOrder } from '#contract/batches'
import type { Variables } from '#contract/scenarios'
import { type CommandContext, defineCommand } from '../command.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { readOrder } from '../expand/read-order.ts'
import { rowsText } from '../expand/write-rows.ts'
import { writeWholeFile } from '../files.ts'
import { sayInfraWarning, sayInfraWhy } from '../format/infra.ts'
import { costText, coverageText } from '../format/money.ts'
import { counted } from '../format/quantities.ts'
import { renderTable } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { repeated } from '../parse/repeated.ts'
import type { Session } from '../session/session.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    file: { type: 'positional', required: false, valueHint: 'FILE', description: 'An order in YAML: instruction, columns, count, model.' },
    instruction: { type: 'string', valueHint: 'TEXT', description: 'What is wanted, in your words.' },
    column: {
      type: 'string',
      valueHint: 'NAME[:TYPE][=ABOUT]',
      description: 'A column: text, number, boolean, or one of a|b|c; and what it is to hold. May be given more than once.',
    },
    count: { type: 'string', valueHint: 'N', description: 'How many rows, at most 1000.' },
    example: { type: 'string', valueHint: 'FILE', description: 'Rows to be like, and not to be repeated: the first 50 of a dataset.' },
    model: { type: 'string', valueHint: 'REF', description: 'Whom to ask, instead of the model that is set for it.' },
    budget: { type: 'string', valueHint: 'USD', description: 'The most it may cost.' },
    out: { type: 'string', valueHint: 'FILE', description: 'Where the rows go: CSV by its ending, else JSON Lines.' },
  },
  details: [
    'Asks the model that is set for it (assay settings infra) for rows, held against the columns; what is refused or repeated is asked for again. The rows are shown, not used: name the file as the dataset of a batch once you have looked through them.',
    'Every call is in the ledger with method expand. Ends with 1 where fewer rows came than were wanted.',
  ],
  examples: [
    'expand --instruction "Everyday questions about trains" --column question --column mood:calm|angry --count 40 --out questions.jsonl',
    'expand order.yaml --count 100 --budget 0.50 --out rows.csv',
  ],
  run: async (context, args, rawArgs) => {
    const { file, instruction, count, model, budget, out, example } = args
    const order = await readOrder(context, { file, instruction, columns: repeated(rawArgs, 'column'), count, model, budget })
    const target = out === undefined ? undefined : path.resolve(context.workingFolder, out)
    return await withSession(context, async (session) => {
      const examples = example === undefined ? order.examples : await readExamples(session, path.resolve(context.workingFolder, example))
      return await finish(context, order, await follow(context, session, { ...order, examples }), target)
    })
  },
})

/** Read by the engine, as it reads any dataset. */
async function readExamples({ client }: Session, dataset: string): Promise<Variables[]> {
  const batch = { name: 'examples', prompt: 'rows', dataset, models: ['defaults' as const] }
  return (await client.batches.preview({ batch, limit: 50 })).items
}

async function follow({ terminal }: CommandContext, { client }: Session, order: ExpansionOrder): Promise<Expansion> {
  let last: Expansion | undefined
  for await (const state of await client.batches.expand(order)) {
    if (last === undefined) sayWhom(terminal, state, order)
    last = state
    const line = `${state.rows.length} of ${state.wanted} rows, ${counted(state.calls, 'call')}, ${costText(state.cost)}`
    terminal.live(shorten(line, terminal.liveColumns))
  }
  terminal.live('')
  if (last === undefined) throw new Error('an expansion said nothing')
  return last
}

function sayWhom({ err }: CommandContext['terminal'], { infra }: Expansion, order: ExpansionOrder): void {
  err(`Asks ${plain(infra.model ?? 'nobody')}: ${order.model === undefined ? sayInfraWhy(infra) : 'you named it'}.`)
  const warning = sayInfraWarning(infra)
  if (warning !== undefined) err(`${warning}.`)
}

async function finish({ json, terminal }: CommandContext, order: ExpansionOrder, last: Expansion, out?: string): Promise<ExitCode> {
  const names = order.columns.map(({ name }) => name)
  if (out !== undefined) await writeWholeFile(out, rowsText(out, names, last.rows))
  if (json) terminal.out(JSON.stringify(last, undefined, 2))
  else if (out !== undefined) terminal.out(`${counted(last.rows.length, 'row')} in ${out}`)
  else if (last.rows.length > 0) {
    const columns = names.map((name) => ({ head: plain(name), cell: (row: Variables) => plain(String(row[name] ?? '')) }))
    terminal.out(renderTable({ columns, rows: last.rows, width: terminal.columns, paint: terminal.paint }))
  }
  for (const line of linesAbout(last)) terminal.err(line)
  return last.rows.length === last.wanted ? exitCodes.done : exitCodes.failedProbes
}

function linesAbout({ rows, wanted, refused, repeated: twice, calls, cost, ended, infra, servedModels }: Expansion): string[] {
  const others = servedModels.filter((ref) => ref !== infra.model)
  return [
    `${rows.length} of ${wanted} rows by ${counted(calls, 'call')}: ${costText(cost)} (${coverageText(cost.coverage)}).`,
    ...(others.length === 0 ? [] : [`${others.map(plain).join(', ')} answered in place of ${plain(infra.model ?? '')}.`]),
    ...(refused + twice === 0 ? [] : [`${counted(refused, 'row')} refused as not of the columns, ${twice} repeated; asked for again.`]),
    ...(ended === null ? [] : [`Fewer came: ${plain(ended)}.`]),
  ]
}
