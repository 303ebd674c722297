import { ModelRef, RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import type { WaitingProbe } from '#contract/waits'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { nearInstant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readAs, readCount } from '../parse/read-values.ts'
import { reply, replyPage } from '../reply.ts'
import { readInSession, withSession } from '../session/with-session.ts'

const columnsAt = (nowMs: EpochMs): readonly Column<WaitingProbe>[] => [
  { head: 'model', cell: (probe) => plain(probe.model) },
  { head: 'prompt', align: 'right', cell: (probe) => String(probe.promptIndex) },
  { head: 'sample', align: 'right', cell: (probe) => String(probe.sample) },
  { head: 'calls', align: 'right', cell: (probe) => String(probe.attempts) },
  {
    head: 'waits for',
    cell: ({ cause, untilMs }) => `${cause ?? 'its turn'}${untilMs === null ? '' : ` until ${nearInstant(untilMs, nowMs)}`}`,
  },
  { head: 'can', cell: ({ canRetryNow, fallback }) => deeds(canRetryNow, fallback) },
]

const run = { type: 'positional', required: true, description: 'The run, as assay runs list names it.' } as const
const counted = { min: 0, max: 1_000_000_000 }

export const waits = defineCommand({
  args: { run, ...pagingArgs },
  details: [
    'The probes of a running run that are in line or between two tries: why each waits, until when, and what a person can do about it.',
  ],
  examples: ['runs waits 01JD3R0W8Q5TN2N4Z1V9K7XH6C'],
  run: async (context, args) => {
    const input = { run: readAs(RunId, 'RUN', args.run), ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.runs.waits(input), { columns: columnsAt(context.clock.nowMs()), none: 'Nothing of it waits.' }),
    )
  },
})

export const retry = deed('retry', 'retryNow', 'Sent now.', [
  'Sends one request of a waiting probe before its pause is over: a pause of its pool or its breaker, or the one between two tries. No limit is broken.',
])

export const skip = deed('skip', 'skip', 'Skipped.', [
  'A waiting probe is never sent: it ends as cancelled, and the run goes on without it.',
])

export const fallback = deed('fallback', 'useFallback', 'Given to its fallback.', [
  "A waiting probe is answered by its model's fallback (models fallback set), whether or not the run allows it. The probe says that another model answered.",
])

function deed(name: string, procedure: 'retryNow' | 'skip' | 'useFallback', said: string, details: readonly string[]) {
  return defineCommand({
    args: {
      run,
      model: { type: 'string', valueHint: 'REF', description: 'The model that was asked. Required.' },
      prompt: { type: 'string', valueHint: 'N', description: 'Which prompt, counted from 0; 0 unless told.' },
      sample: { type: 'string', valueHint: 'N', description: 'Which sample, counted from 0; 0 unless told.' },
    },
    details,
    examples: [`runs ${name} 01JD3R0W8Q5TN2N4Z1V9K7XH6C --model openai/gpt-5-mini --prompt 3`],
    run: async (context, args) => {
      if (args.model === undefined) throw new UsageError(`Name the probe: --model REF, and --prompt and --sample.`, `assay runs ${name}`)
      const input = {
        run: readAs(RunId, 'RUN', args.run),
        model: readAs(ModelRef, '--model', args.model),
        promptIndex: readCount('--prompt', args.prompt, counted) ?? 0,
        sample: readCount('--sample', args.sample, counted) ?? 0,
      }
      return await withSession(context, async ({ client }) => reply(context, await client.runs[procedure](input), () => said))
    },
  })
}

function deeds(canRetryNow: boolean, other: string | null): string {
  return [...(canRetryNow ? ['retry'] : []), 'skip', ...(other === null ? [] : [`fallback to ${plain(other)}`])].join(', ')
}
