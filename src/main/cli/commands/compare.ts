import { ModelRef, RunId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { readAs, readCount } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'
import { reply } from '../reply.ts'
import { renderComparison } from '../run/show-comparison.ts'
import { readInSession } from '../session/with-session.ts'

const shown = { all: 'all', flips: 'flips', 'to-pass': 'to_pass', 'to-fail': 'to_fail', unmatched: 'unmatched' } as const
const sorts = ['prompt', 'flip', 'cost', 'duration'] as const

export const command = defineCommand({
  args: {
    a: { type: 'positional', required: true, description: 'The run before, as assay runs list names it.' },
    b: {
      type: 'positional',
      required: true,
      description: 'The run that is held against it; the same run again to compare two of its models.',
    },
    model: {
      type: 'string',
      valueHint: 'A=B',
      description:
        'Which model of A is held against which of B; may be given several times. Unless told: each against itself, or the only two there are.',
    },
    show: { type: 'enum', options: Object.keys(shown), description: 'Which prompts are listed: flips, unless told.' },
    sort: { type: 'enum', options: [...sorts], description: 'The order of the prompts: what became worse first (flip), unless told.' },
    limit: { type: 'string', valueHint: 'N', description: 'Prompts at most: 1 to 200, 50 unless told.' },
  },
  details: [
    'Holds two runs against each other, prompt by prompt: the same messages, else the same row. A prompt flips when the majority of its samples passed before and fails now, or the other way round; p is the two-sided exact McNemar test over the flips.',
    'With --json: as outcomes.compare of the contract.',
  ],
  examples: [
    'compare 01JD3R0W8Q5TN2N4Z1V9K7XH6C 01JD3R5B0T8Z3C1K9S7QH2M4NV',
    'compare 01JD3R0W8Q5TN2N4Z1V9K7XH6C 01JD3R0W8Q5TN2N4Z1V9K7XH6C --model openai/gpt-5-mini=anthropic/claude-haiku-4-5 --show all',
  ],
  run: async (context, args, rawArgs) => {
    const question = {
      ...{ a: readAs(RunId, 'A', args.a), b: readAs(RunId, 'B', args.b) },
      ...pairsOf(repeated(rawArgs, 'model')),
      show: shown[(args.show ?? 'flips') as keyof typeof shown],
      sort: (args.sort ?? 'flip') as (typeof sorts)[number],
      limit: readCount('--limit', args.limit, { min: 1, max: 200 }),
    }
    return await readInSession(context, async ({ client }) =>
      reply(context, await client.outcomes.compare(question), (comparison) => renderComparison(comparison, context.terminal)),
    )
  },
})

function pairsOf(texts: readonly string[]) {
  if (texts.length === 0) return {}
  return {
    models: texts.map((text) => {
      const [a = '', b, ...more] = text.split('=')
      if (more.length > 0) throw new UsageError(`--model ${text}: expected one model, or two with = between them.`, 'assay compare')
      return { a: readAs(ModelRef, '--model', a), b: readAs(ModelRef, '--model', b ?? a) }
    }),
  }
}
