import { CallDimension, type PerformanceRow } from '#contract/analytics'
import { TimeZone } from '#contract/call-scope'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { latency } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { moreThanOnce } from '../ledger/filter-args.ts'
import { readOptional } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { callScopeArgs, readCallScope, readGroups, zoneArgs } from '../report/call-scope-args.ts'
import { percent } from '../report/percent.ts'
import { fileArgs, takeFile } from '../report/take-report.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    'group-by': { type: 'string', valueHint: 'A,B', description: `Up to three of ${CallDimension.options.join(', ')}; model unless told.` },
    ...zoneArgs,
    ...callScopeArgs,
    ...fileArgs,
  },
  details: [
    'How many calls were answered, and how long those took from sent to the last byte: the mean, and what half, 95 and 99 of a hundred did not exceed. By run and by user these come of the calls themselves, else within 2 %.',
    moreThanOnce,
  ],
  examples: ['report performance --group-by service', 'report performance --group-by model,day --from 2026-11-01 --min-calls 100'],
  run: async (context, args, rawArgs) => {
    const input = {
      ...readCallScope(args, rawArgs),
      groupBy: readGroups(args['group-by'], CallDimension.options),
      timeZone: readOptional(TimeZone, '--time-zone', args['time-zone']),
    }
    if (await takeFile(context, { report: 'performance', ...input }, args)) return exitCodes.done
    const report = await readInSession(context, ({ client }) => client.analytics.performance(input))
    reply(context, report, () => {
      const { rows, total, quantiles } = report
      if (rows.length === 0) return 'No calls in that time.'
      const columns: Column<PerformanceRow>[] = [
        ...(input.groupBy ?? ['model']).map(
          (dimension, at): Column<PerformanceRow> => ({
            head: dimension,
            cell: (row) => (row === total ? (at === 0 ? 'total' : '') : plain(row.group[at] ?? '–')),
          }),
        ),
        { head: 'calls', align: 'right', cell: (row) => String(row.calls) },
        { head: 'answered', align: 'right', cell: (row) => percent(row.successRate) },
        { head: 'mean', align: 'right', cell: (row) => latency(row.meanMs) },
        { head: 'p50', align: 'right', cell: (row) => latency(row.p50Ms) },
        { head: 'p95', align: 'right', cell: (row) => latency(row.p95Ms) },
        { head: 'p99', align: 'right', cell: (row) => latency(row.p99Ms) },
      ]
      const { columns: width, paint } = context.terminal
      const table = renderTable({ columns, rows, total: rows.length > 1 ? total : undefined, width, paint })
      return `${table}\n\n${quantiles === 'sketch' ? 'p50, p95 and p99 are within 2 %.' : 'p50, p95 and p99 are exact.'}`
    })
    return exitCodes.done
  },
})
