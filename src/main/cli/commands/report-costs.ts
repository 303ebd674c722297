import { TimeZone } from '#contract/call-scope'
import { CostDimension, type CostRow } from '#contract/costs'
import { type CommandContext, defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { costText, coverageShare, coverageText } from '../format/money.ts'
import { shortCount } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { moreThanOnce } from '../ledger/filter-args.ts'
import { readOptional } from '../parse/read-values.ts'
import { callScopeArgs, readCallScope, readGroups, zoneArgs } from '../report/call-scope-args.ts'
import type { CostReport } from '../report/cost-rows.ts'
import { fileArgs, takeFile } from '../report/take-report.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    'group-by': { type: 'string', valueHint: 'A,B', description: `Up to four of ${CostDimension.options.join(', ')}; model unless told.` },
    ...zoneArgs,
    ...callScopeArgs,
    ...fileArgs,
    columns: {
      type: 'enum',
      options: ['assay', 'focus'],
      description: 'Of a file: ours, or those of FOCUS (a row a day, provider, model and cost state).',
    },
  },
  details: ['Amounts in files are exact. Calls of unknown cost are counted, never taken as $0; the total is the last row.', moreThanOnce],
  examples: [
    'report costs --group-by model,day --from 2026-11-01',
    'report costs --group-by run --format csv --out costs.csv',
    'report costs --group-by month,user --time-zone Europe/Berlin --method probe --min-calls 10',
    'report costs --provider openai --from 2026-11-01 --to 2026-12-01 --format jsonl',
  ],
  run: async (context, args, rawArgs) => {
    const input = {
      ...readCallScope(args, rawArgs),
      groupBy: readGroups(args['group-by'], CostDimension.options),
      timeZone: readOptional(TimeZone, '--time-zone', args['time-zone']),
    }
    const format = args.format ?? (args.columns !== undefined && args.out === undefined ? 'csv' : undefined)
    const order = { report: 'costs', ...input, columns: args.columns } as const
    if (await takeFile(context, order, { format, out: args.out })) return exitCodes.done
    const report = await readInSession(context, ({ client }) => client.costs.report(input))
    if (context.json) context.terminal.out(JSON.stringify(report, undefined, 2))
    else context.terminal.out(renderCosts(report, context))
    return exitCodes.done
  },
})

function renderCosts(report: CostReport, { terminal }: CommandContext): string {
  const { dimensions, rows, total } = report
  if (rows.length === 0) return 'No calls in that time.'
  const columns: Column<CostRow>[] = [
    ...dimensions.map(
      (dimension, at): Column<CostRow> => ({
        head: dimension,
        cell: (row) => (row === total ? (at === 0 ? 'total' : '') : plain(row.group[at] ?? '–')),
      }),
    ),
    { head: 'calls', align: 'right', cell: (row) => String(row.calls) },
    { head: 'failed', align: 'right', cell: (row) => String(row.failed) },
    {
      head: 'tokens in',
      align: 'right',
      cell: (row) => shortCount(row.inputTokens + row.cacheReadInputTokens + row.cacheWriteInputTokens),
    },
    { head: 'tokens out', align: 'right', cell: (row) => shortCount(row.outputTokens + row.reasoningOutputTokens) },
    { head: 'cost', align: 'right', cell: (row) => costText(row.cost) },
    { head: 'exact', align: 'right', cell: (row) => coverageShare(row.cost.coverage) },
  ]
  const table = renderTable({ columns, rows, total: rows.length > 1 ? total : undefined, width: terminal.columns, paint: terminal.paint })
  return `${table}\n\nCost ${costText(total.cost)}: ${coverageText(total.cost.coverage)}.`
}
