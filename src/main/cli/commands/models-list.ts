import { type Model, ModelStatus } from '#contract/catalog'
import { ProviderKey } from '#contract/ids'
import type { PriceTier } from '#contract/prices'
import { defineCommand } from '../command.ts'
import { formatRatePerMillion } from '../format/money.ts'
import { shortCount } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

/** The tier that has no condition: what a plain request pays. */
const baseRates = ({ price }: Model): PriceTier['rates'] | undefined => price?.tiers.at(-1)?.rates

const columns: readonly Column<Model>[] = [
  { head: 'model', cell: (model) => `${plain(model.ref)}${model.isDefault ? ' *' : ''}` },
  { head: 'available', cell: (model) => (model.availability === 'available' ? 'yes' : model.availability.replaceAll('_', ' ')) },
  { head: 'in/M', align: 'right', cell: (model) => formatRatePerMillion(baseRates(model)?.input ?? null) },
  { head: 'out/M', align: 'right', cell: (model) => formatRatePerMillion(baseRates(model)?.output ?? null) },
  { head: 'context', align: 'right', cell: (model) => (model.contextWindow === null ? '–' : shortCount(model.contextWindow)) },
  { head: 'pool', cell: (model) => model.pool },
]
const fallback: Column<Model> = { head: 'fallback', cell: (model) => (model.fallback === null ? '–' : plain(model.fallback)) }

export const command = defineCommand({
  args: {
    provider: { type: 'string', valueHint: 'KEY', description: 'Only models of this provider.' },
    status: { type: 'enum', options: [...ModelStatus.options], description: 'Only models in this state.' },
    search: { type: 'string', valueHint: 'TEXT', description: 'Only models whose ref or name has this in it.' },
    ...pagingArgs,
  },
  details: ['Prices are US dollars per million tokens; * marks the default of its provider.'],
  examples: ['models list --provider openai', 'models list --search mini --json'],
  run: async (context, args) => {
    const input = {
      provider: readOptional(ProviderKey, '--provider', args.provider),
      status: readOptional(ModelStatus, '--status', args.status),
      search: args.search,
      ...readPaging(args),
    }
    return await readInSession(context, async ({ client }) => {
      const page = await client.models.list(input)
      const isMapped = page.items.some((model) => model.fallback !== null)
      return replyPage(context, page, { columns: isMapped ? [...columns, fallback] : columns, none: 'No models.' })
    })
  },
})
