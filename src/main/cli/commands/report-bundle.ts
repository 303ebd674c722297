import path from 'node:path'
import { CostDimension } from '#contract/costs'
import type { KeptReport } from '#contract/reports'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { copyWholeFile } from '../files.ts'
import { costText } from '../format/money.ts'
import { counted, instant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { moreThanOnce } from '../ledger/filter-args.ts'
import { readCount } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { callScopeArgs, readCallScope, readGroups } from '../report/call-scope-args.ts'
import { lastOf } from '../report/take-report.ts'
import { readInSession, withSession } from '../session/with-session.ts'

const columns: readonly Column<KeptReport>[] = [
  { head: 'name', cell: ({ name }) => plain(name) },
  { head: 'of', cell: ({ order }) => order.report },
  { head: 'made', cell: ({ madeAtMs }) => instant(madeAtMs) },
  { head: 'rows', align: 'right', cell: ({ rows }) => String(rows) },
  { head: 'cost', align: 'right', cell: ({ cost }) => (cost === null ? '–' : costText(cost)) },
  { head: 'file', cell: ({ file }) => plain(file) },
]

export const bundle = defineCommand({
  args: {
    name: { type: 'positional', required: true, description: 'Under what it is kept.' },
    report: { type: 'enum', options: ['costs', 'calls', 'dataset'], default: 'costs', description: 'What is bundled; costs unless told.' },
    'group-by': { type: 'string', valueHint: 'A,B', description: 'Of costs: as report costs has it; model unless told.' },
    ...callScopeArgs,
    watermark: { type: 'string', valueHint: 'SEQ', description: 'Up to this place of the ledger, to make a report again.' },
    out: { type: 'string', valueHint: 'FILE', description: 'Put a copy of it there.' },
  },
  details: [
    'A ZIP with the report as CSV and JSON Lines, and a manifest: filters, watermark, price versions, rows, coverage and the hash of each file. Made again up to the same watermark it is the same bytes. What it cites is dropped by no retention until report forget.',
    moreThanOnce,
  ],
  examples: [
    'report bundle "March, closed" --from 2026-03-01 --to 2026-04-01 --group-by model,day',
    'report bundle again --report calls --watermark 4711',
  ],
  run: async (context, args, rawArgs) => {
    const groupBy = readGroups(args['group-by'], CostDimension.options)
    const { minCalls, ...scope } = readCallScope(args, rawArgs)
    if (args.report !== 'costs' && (groupBy ?? minCalls) !== undefined) {
      throw new UsageError(`${groupBy === undefined ? '--min-calls' : '--group-by'}: only costs are in groups.`)
    }
    const order = { report: args.report, ...scope, groupBy, minCalls }
    const watermark = readCount('--watermark', args.watermark, { min: 0, max: Number.MAX_SAFE_INTEGER })
    const { rows, done, ...rest } = await withSession(
      context,
      async ({ client }) => await lastOf(await client.reports.bundle({ order, name: args.name, watermark })),
    )
    const file = args.out === undefined ? done.path : path.resolve(context.workingFolder, args.out)
    if (file !== done.path) await copyWholeFile(done.path, file)
    const { bytes, sha256, cost } = done
    if (context.json) context.terminal.out(JSON.stringify({ file, rows, watermark: rest.watermark, bytes, sha256, cost }, undefined, 2))
    else context.terminal.out(`${counted(rows, 'row')}, watermark ${rest.watermark}, SHA-256 ${sha256}: ${file}`)
    return exitCodes.done
  },
})

export const kept = defineCommand({
  args: {},
  details: ['Newest first. What they cite is dropped by no retention.'],
  examples: ['report kept'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.reports.kept(), ({ items }) =>
        items.length === 0
          ? 'No reports are kept.'
          : renderTable({ columns, rows: items, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    ),
})

export const forget = defineCommand({
  args: { name: { type: 'positional', required: true, description: 'Of a report that is kept.' } },
  details: ['What it cites may be dropped by retention from then on. The file stays.'],
  examples: ['report forget "March, closed"'],
  run: async (context, { name }) =>
    await withSession(context, async ({ client }) =>
      reply(context, await client.reports.forget({ name }), () => `${plain(name)} is kept no more.`),
    ),
})
