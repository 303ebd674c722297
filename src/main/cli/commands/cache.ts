import { ModelRef } from '#contract/ids'
import type { CacheStatus } from '#contract/storage'
import { defineCommand } from '../command.ts'
import { formatNanoUsd } from '../format/money.ts'
import { counted, instant, size } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { readOptional } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { readInSession, withSession } from '../session/with-session.ts'

const columns: readonly Column<CacheStatus['models'][number]>[] = [
  { head: 'model', cell: ({ model }) => plain(model) },
  { head: 'answers', align: 'right', cell: ({ entries }) => entries.toLocaleString('en-US') },
]

export const status = defineCommand({
  args: {},
  details: [
    'Answers that runs with cache: true keep, and take instead of asking again: those of the same provider, model, messages, parameters and sample.',
    'How long they are kept: assay settings set answerCacheDays DAYS.',
  ],
  examples: ['cache status', 'run capitals.yaml --cache'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.cache.status(), ({ entries, bytes, hits, savedNanoUsd, oldestAtMs, models }) => {
        const kept = `${counted(entries, 'answer')} kept, ${size(bytes)}${oldestAtMs === null ? '' : `, the oldest of ${instant(oldestAtMs)}`}.`
        const taken = `Taken ${counted(hits, 'time')}, which saved ${formatNanoUsd(savedNanoUsd)}.`
        const table =
          models.length === 0
            ? []
            : [renderTable({ columns, rows: models, width: context.terminal.columns, paint: context.terminal.paint })]
        return [kept, taken, ...table].join('\n')
      }),
    ),
})

export const clear = defineCommand({
  args: { model: { type: 'string', valueHint: 'REF', description: 'Only answers of this model.' } },
  details: ['From then on the same is asked again. Probes that took a kept answer keep it.'],
  examples: ['cache clear', 'cache clear --model openai/gpt-5.4-mini'],
  run: async (context, args) => {
    const model = readOptional(ModelRef, '--model', args.model)
    return await withSession(context, async ({ client }) =>
      reply(
        context,
        await client.cache.clear(model === undefined ? {} : { model }),
        ({ cleared }) => `${counted(cleared, 'answer')} forgotten.`,
      ),
    )
  },
})
