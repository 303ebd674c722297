import path from 'node:path'
import { TimeZone } from '#contract/call-scope'
import { CostDimension, type CostRow } from '#contract/costs'
import { type CommandContext, defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { writeWholeFile } from '../files.ts'
import { costText, coverageShare, coverageText } from '../format/money.ts'
import { shortCount } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { moreThanOnce } from '../ledger/filter-args.ts'
import { readOptional } from '../parse/read-values.ts'
import { callScopeArgs, readCallScope, readGroups, zoneArgs } from '../report/call-scope-args.ts'
import type { CostReport } from '../report/cost-rows.ts'
import { type ReportFormat, renderReport } from '../report/render-report.ts'
import { readInSession } from '../session/with-session.ts'

const formats = ['csv', 'json', 'jsonl'] as const

export const command = defineCommand({
  args: {
    'group-by': { type: 'string', valueHint: 'A,B', description: `Up to four of ${CostDimension.options.join(', ')}; model unless told.` },
    ...zoneArgs,
    ...callScopeArgs,
    format: {
      type: 'enum',
      options: [...formats],
      description: 'As a file; a table for people unless told. Also told by the name of --out.',
    },
    out: { type: 'string', valueHint: 'FILE', description: 'Write it there instead of showing it.' },
  },
  details: ['Amounts in files are exact. Calls of unknown cost are counted, never taken as $0; the total is the last row.', moreThanOnce],
  examples: [
    'report costs --group-by model,day --from 2026-11-01',
    'report costs --group-by run --format csv --out costs.csv',
    'report costs --group-by month,user --time-zone Europe/Berlin --method probe --min-calls 10',
    'report costs --provider openai --from 2026-11-01 --to 2026-12-01 --format jsonl',
  ],
  run: async (context, args, rawArgs) => {
    const format = readFormat(args.format, args.out)
    const input = {
      ...readCallScope(args, rawArgs),
      groupBy: readGroups(args['group-by'], CostDimension.options),
      timeZone: readOptional(TimeZone, '--time-zone', args['time-zone']),
    }
    const report = await readInSession(context, ({ client }) => client.costs.report(input))
    if (args.out !== undefined) await writeOut(context, report, path.resolve(context.workingFolder, args.out), format ?? 'csv')
    else if (context.json) context.terminal.out(JSON.stringify(report, undefined, 2))
    else context.terminal.out(format === undefined ? renderCosts(report, context) : renderReport(report, format).trimEnd())
    return exitCodes.done
  },
})

async function writeOut({ json, terminal }: CommandContext, report: CostReport, file: string, format: ReportFormat): Promise<void> {
  await writeWholeFile(file, renderReport(report, format))
  if (json) terminal.out(JSON.stringify({ file, rows: report.rows.length, watermark: report.watermark, total: report.total }, undefined, 2))
  else terminal.out(`${report.rows.length} rows, ${costText(report.total.cost)}: ${file}`)
}

function readFormat(format: string | undefined, out: string | undefined): ReportFormat | undefined {
  const byName = out?.toLowerCase() ?? ''
  if (format === undefined && byName.endsWith('.parquet'))
    throw new UsageError('A report is not written as parquet yet. Name a .csv, .json or .jsonl file, or say --format.')
  return formats.find((each) => (format === undefined ? byName.endsWith(`.${each}`) : each === format))
}

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
