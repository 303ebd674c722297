import type { MethodRow } from '#contract/analytics'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { costText } from '../format/money.ts'
import { latency } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { moreThanOnce } from '../ledger/filter-args.ts'
import { readCount } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { callScopeArgs, readCallScope } from '../report/call-scope-args.ts'
import { percent } from '../report/percent.ts'
import { fileArgs, takeFile } from '../report/take-report.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<MethodRow>[] = [
  { head: 'service', cell: (row) => plain(row.service) },
  { head: 'method', cell: (row) => row.method },
  { head: 'calls', align: 'right', cell: (row) => String(row.calls) },
  { head: 'answered', align: 'right', cell: (row) => percent(row.successRate) },
  { head: 'mean', align: 'right', cell: (row) => latency(row.meanMs) },
  { head: 'cost', align: 'right', cell: (row) => costText(row.cost) },
]

export const command = defineCommand({
  args: { ...callScopeArgs, limit: { type: 'string', valueHint: 'N', description: 'At most so many; 50 unless told.' }, ...fileArgs },
  details: ['Who was asked for what, most calls first.', moreThanOnce],
  examples: ['report methods', 'report methods --min-calls 1000 --from 2026-11-01'],
  run: async (context, args, rawArgs) => {
    const input = { ...readCallScope(args, rawArgs), limit: readCount('--limit', args.limit, { min: 1, max: 500 }) }
    if (await takeFile(context, { report: 'methods', ...input }, args)) return exitCodes.done
    const report = await readInSession(context, ({ client }) => client.analytics.methods(input))
    const { columns: width, paint } = context.terminal
    reply(context, report, () => (report.rows.length === 0 ? 'No calls.' : renderTable({ columns, rows: report.rows, width, paint })))
    return exitCodes.done
  },
})
