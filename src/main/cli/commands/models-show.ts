import type { Model } from '#contract/catalog'
import { ModelRef } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { formatRatePerMillion } from '../format/money.ts'
import { instant } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: { ref: { type: 'positional', required: true, description: 'provider/model, such as openai/gpt-5-mini.' } },
  details: ['The price is the one in force now, for a plain request; all there ever were: assay prices list.'],
  examples: ['models show openai/gpt-5-mini'],
  run: async (context, args) => {
    const input = { ref: readAs(ModelRef, 'REF', args.ref) }
    return await readInSession(context, async ({ client }) => reply(context, await client.models.get(input), renderModel))
  },
})

function renderModel(model: Model): string {
  const rates = model.price?.tiers.at(-1)?.rates
  const known = Object.entries(model.capabilities).flatMap(([name, has]) =>
    typeof has === 'boolean' ? [`${plain(name)} ${has ? 'yes' : 'no'}`] : [],
  )
  const lines: readonly (readonly [string, string])[] = [
    ['name', plain(model.name)],
    ['status', model.status],
    ['available', model.availability.replaceAll('_', ' ')],
    ['default', model.isDefault ? `of ${model.provider}` : 'no'],
    ['pool', `${model.provider}/${model.pool}`],
    ['fallback', model.fallback === null ? 'none' : plain(model.fallback)],
    [
      'price',
      rates === undefined
        ? 'unknown'
        : `${formatRatePerMillion(rates.input)} in, ${formatRatePerMillion(rates.output)} out per million tokens`,
    ],
    ['context', tokens(model.contextWindow)],
    ['output at most', tokens(model.maxOutput)],
    ['taken away', model.sunsetAtMs === null ? 'not announced' : instant(model.sunsetAtMs)],
    ['can', known.length === 0 ? 'not known' : known.join(', ')],
  ]
  return [plain(model.ref), ...lines.map(([head, text]) => `  ${head.padEnd(14)} ${text}`)].join('\n')
}

function tokens(count: number | null): string {
  return count === null ? 'not known' : `${count.toLocaleString('en-US')} tokens`
}
