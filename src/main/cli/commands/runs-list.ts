import { RunStatus, type RunSummary } from '#contract/runs'
import { defineCommand } from '../command.ts'
import { costText } from '../format/money.ts'
import { instant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import { endedProbes } from '../run/progress-text.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<RunSummary>[] = [
  { head: 'run', cell: (run) => run.id },
  { head: 'name', cell: (run) => plain(run.name) },
  { head: 'status', cell: (run) => (run.pauseReason === null ? run.status : `${run.status}: ${run.pauseReason}`) },
  { head: 'done', align: 'right', cell: (run) => `${endedProbes(run)}/${run.counts.total}` },
  { head: 'failed', align: 'right', cell: (run) => String(run.counts.failed) },
  { head: 'cost', align: 'right', cell: (run) => costText(run.cost) },
  { head: 'created', cell: (run) => instant(run.createdAtMs) },
]

export const command = defineCommand({
  args: {
    status: { type: 'enum', options: [...RunStatus.options], description: 'Only runs in this state.' },
    text: { type: 'string', valueHint: 'TEXT', description: 'Only runs with this in their name, their user or a model.' },
    ...pagingArgs,
  },
  examples: ['runs list', 'runs list --status paused', 'runs list --text gpt-5'],
  run: async (context, args) => {
    const input = { status: readOptional(RunStatus, '--status', args.status), text: args.text, ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.runs.list(input), { columns, none: 'No runs.' }),
    )
  },
})
