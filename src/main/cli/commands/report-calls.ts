import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { callFilterArgs, moreThanOnce, readLedgerFilter } from '../ledger/filter-args.ts'
import { fileArgs, readFormat, takeReport } from '../report/take-report.ts'

export const calls = defineCommand({
  args: { ...callFilterArgs, ...fileArgs },
  details: [
    'One row a settled call, oldest first, up to the watermark of the moment: what goes on meanwhile is not in it. Amounts are exact.',
    moreThanOnce,
  ],
  examples: [
    'report calls --run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --out calls.parquet',
    'report calls --model openai/gpt-5 --model openai/gpt-5-mini --answered off --format csv',
  ],
  run: async (context, args, rawArgs) => {
    const order = { report: 'calls', ...readLedgerFilter(args, rawArgs) } as const
    await takeReport(context, order, readFormat(args.format, args.out) ?? 'csv', args.out)
    return exitCodes.done
  },
})

export const dataset = defineCommand({
  args: {
    ...callFilterArgs,
    answered: { type: 'boolean', description: 'Only calls that were answered.' },
    ...fileArgs,
  },
  details: [
    'One example a settled call: messages, the whole answer, how it came out, model, parameters, usage and cost. JSON Lines unless told.',
    moreThanOnce,
  ],
  examples: ['report dataset --answered --model openai/gpt-5-mini --out examples.jsonl'],
  run: async (context, { answered, ...args }, rawArgs) => {
    const isAnswered = answered === true ? true : undefined
    const order = { report: 'dataset', ...readLedgerFilter(args, rawArgs), isAnswered } as const
    await takeReport(context, order, readFormat(args.format, args.out) ?? 'jsonl', args.out)
    return exitCodes.done
  },
})
