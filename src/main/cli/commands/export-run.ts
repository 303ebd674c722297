import path from 'node:path'
import { RunId } from '#contract/ids'
import type { RunExport } from '#contract/outcomes'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { moveFile } from '../files.ts'
import { counted } from '../format/quantities.ts'
import { lastOf } from '../report/take-report.ts'
import { readInSession } from '../session/with-session.ts'

const whats = ['probes', 'attempts', 'page', 'inspect', 'promptfoo', 'package'] as const
const formats = ['csv', 'jsonl', 'parquet'] as const
const verdicts = ['pass', 'fail', 'error', 'none'] as const

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run.' },
    as: { type: 'enum', options: [...whats], description: 'What is written: probes unless told.' },
    format: {
      type: 'enum',
      options: [...formats],
      description: 'Of probes and attempts; also told by the name of --out. CSV unless told.',
    },
    verdict: { type: 'enum', options: [...verdicts], description: 'Only probes of this verdict; none: not checked.' },
    out: { type: 'string', valueHint: 'FILE', description: "Write it there instead of into the workspace's exports." },
  },
  details: [
    'probes: a row a probe, with its answer, verdict and checks. attempts: a row a call, those of the judge and retries among them. page: one HTML file that needs nothing else.',
    'inspect, promptfoo: JSON in the shape of those tools. package: all that repeats the run elsewhere (`import batch FILE`), in one file and without keys.',
  ],
  examples: [
    'export run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --out results.jsonl',
    'export run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --as page --out results.html',
    'export run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --as package --out capitals.zip',
  ],
  run: async (context, args) => {
    const order = orderOf(args)
    const run = RunId.safeParse(args.run)
    if (!run.success) throw new UsageError(`${args.run} is no run: its name is 26 letters and digits, as \`runs list\` shows it.`)
    const { rows, done } = await readInSession(
      context,
      async ({ client }) => await lastOf(await client.outcomes.export({ run: run.data, export: order })),
    )
    const file = args.out === undefined ? done.path : path.resolve(context.workingFolder, args.out)
    if (args.out !== undefined) await moveFile(done.path, file)
    const { bytes, sha256 } = done
    context.terminal.out(
      context.json
        ? JSON.stringify({ file, rows, bytes, sha256 }, undefined, 2)
        : `${counted(rows, order.what === 'attempts' ? 'call' : 'probe')}: ${file}`,
    )
    return exitCodes.done
  },
})

interface Given {
  readonly as?: string | undefined
  readonly format?: string | undefined
  readonly verdict?: string | undefined
  readonly out?: string | undefined
}

function orderOf({ as, format, verdict, out }: Given): RunExport {
  const what = whats.find((each) => each === as) ?? 'probes'
  const isTable = what === 'probes' || what === 'attempts'
  if (!isTable && format !== undefined) throw new UsageError(`--format is for probes and attempts: ${what} has one form alone.`)
  if (what !== 'probes' && verdict !== undefined) throw new UsageError('--verdict is for probes alone.')
  if (!isTable) return { what }
  const byName = formats.find((each) => out?.toLowerCase().endsWith(`.${each}`) === true)
  const table = formats.find((each) => each === format) ?? byName ?? 'csv'
  if (what === 'attempts') return { what, format: table }
  const wanted = verdicts.find((each) => each === verdict)
  return { what, format: table, filter: wanted === undefined ? {} : { verdicts: [wanted] } }
}
