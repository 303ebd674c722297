import { ModelRef, RunId } from '#contract/ids'
import { type Probe, ProbeStatus, type Transcript } from '#contract/runs'
import { type CommandContext, defineCommand } from '../command.ts'
import { usd } from '../format/money.ts'
import type { Column } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readAs, readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import type { Session } from '../session/session.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<Probe>[] = [
  { head: 'model', cell: (probe) => plain(probe.model) },
  { head: 'prompt', align: 'right', cell: (probe) => String(probe.promptIndex) },
  { head: 'sample', align: 'right', cell: (probe) => String(probe.sample) },
  { head: 'status', cell: (probe) => (probe.code === null ? probe.status : `${probe.status}: ${probe.code}`) },
  { head: 'calls', align: 'right', cell: (probe) => String(probe.attempts) },
  { head: 'cost', align: 'right', cell: (probe) => costOf(probe) },
]

const answerWidth = 60
const withAnswer: readonly Column<Transcript>[] = [
  ...columns,
  { head: 'answer', cell: ({ answer }) => (answer === null ? '–' : shorten(plain(answer), answerWidth)) },
]

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    status: { type: 'enum', options: [...ProbeStatus.options], description: 'Only probes in this state.' },
    model: { type: 'string', valueHint: 'REF', description: 'Only probes of this model.' },
    answers: { type: 'boolean', description: 'With answers; in JSON the whole transcript of each.' },
    ...pagingArgs,
  },
  details: [
    'The probes of a run in planned order, each with its cost and the prices it was reckoned at. Prompts and samples count from 0.',
  ],
  examples: [
    'runs probes 01JD3R0W8Q5TN2N4Z1V9K7XH6C --status failed',
    'runs probes 01JD3R0W8Q5TN2N4Z1V9K7XH6C --answers --limit 500 --json',
  ],
  run: async (context, args) => {
    const run = readAs(RunId, 'RUN', args.run)
    const status = readOptional(ProbeStatus, '--status', args.status)
    const model = readOptional(ModelRef, '--model', args.model)
    const input = { run, status, model, ...readPaging(args) }
    return await readInSession(context, async ({ client }) => {
      const page = await client.runs.probes(input)
      return args.answers === true ? await replyAnswers(context, client, run, page) : replyPage(context, page, { columns, none })
    })
  },
})

const none = 'No probes.'

async function replyAnswers(
  context: CommandContext,
  client: Session['client'],
  run: RunId,
  page: Awaited<ReturnType<Session['client']['runs']['probes']>>,
) {
  const items: Transcript[] = []
  for (const { promptIndex, model, sample } of page.items) items.push(await client.runs.transcript({ run, promptIndex, model, sample }))
  return replyPage(context, { ...page, items }, { columns: withAnswer, none })
}

function costOf({ estimatedCost }: Probe): string {
  if (estimatedCost === null) return '–'
  return estimatedCost.nanoUsd === null ? 'unknown' : usd(estimatedCost.nanoUsd)
}
