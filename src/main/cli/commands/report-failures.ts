import type { FailureRow } from '#contract/analytics'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { counted, instant } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { moreThanOnce } from '../ledger/filter-args.ts'
import { readCount } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { callScopeArgs, readCallScope } from '../report/call-scope-args.ts'
import { fileArgs, takeFile } from '../report/take-report.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<FailureRow>[] = [
  { head: 'ended as', cell: (row) => row.code ?? '–' },
  { head: 'calls', align: 'right', cell: (row) => String(row.calls) },
  { head: 'last', cell: (row) => instant(row.lastAtMs) },
  { head: 'services', cell: (row) => (row.services.length === 1 ? plain(row.services[0] ?? '') : counted(row.services.length, 'service')) },
  { head: 'message', cell: (row) => (row.shape === '' ? '–' : plain(row.shape)) },
]

export const command = defineCommand({
  args: { ...callScopeArgs, limit: { type: 'string', valueHint: 'N', description: 'At most so many kinds; 50 unless told.' }, ...fileArgs },
  details: [
    'Calls that were not answered, by how they ended and what was said: messages that differ in numbers, names of requests, addresses and quoted words alone are of one kind (… stands for those). Most calls first; --json has an example of each.',
    moreThanOnce,
  ],
  examples: ['report failures', 'report failures --provider openai --from 2026-11-01 --min-calls 5'],
  run: async (context, args, rawArgs) => {
    const input = { ...readCallScope(args, rawArgs), limit: readCount('--limit', args.limit, { min: 1, max: 500 }) }
    if (await takeFile(context, { report: 'failures', ...input }, args)) return exitCodes.done
    const report = await readInSession(context, ({ client }) => client.analytics.failures(input))
    const { columns: width, paint } = context.terminal
    reply(context, report, () =>
      report.rows.length === 0
        ? 'No failures.'
        : `${renderTable({ columns, rows: report.rows, width, paint })}\n\n${counted(report.calls, 'failure')} in all.`,
    )
    return exitCodes.done
  },
})
