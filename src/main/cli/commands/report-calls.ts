import { ReportOrder } from '#contract/reports'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { readScope, scopeArgs } from '../report/scope-args.ts'
import { fileArgs, readFormat, takeReport } from '../report/take-report.ts'

export const calls = defineCommand({
  args: { ...scopeArgs, ...fileArgs },
  details: [
    'One row a settled call, oldest first, up to the watermark of the moment: what goes on meanwhile is not in it. Amounts are exact.',
  ],
  examples: ['report calls --run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --out calls.parquet', 'report calls --from 2026-11-01 --format csv'],
  run: async (context, args) => {
    const order = ReportOrder.parse({ report: 'calls', ...readScope(args) })
    await takeReport(context, order, readFormat(args.format, args.out) ?? 'csv', args.out)
    return exitCodes.done
  },
})

export const dataset = defineCommand({
  args: {
    ...scopeArgs,
    answered: { type: 'boolean', description: 'Only calls that were answered.' },
    ...fileArgs,
  },
  details: [
    'One example a settled call: messages, the whole answer, how it came out, model, parameters, usage and cost. JSON Lines unless told.',
  ],
  examples: ['report dataset --answered --model openai/gpt-5-mini --out examples.jsonl'],
  run: async (context, args) => {
    const isAnswered = args.answered === true ? true : undefined
    const order = ReportOrder.parse({ report: 'dataset', ...readScope(args), isAnswered })
    await takeReport(context, order, readFormat(args.format, args.out) ?? 'jsonl', args.out)
    return exitCodes.done
  },
})
