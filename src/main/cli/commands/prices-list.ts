import { ModelRef } from '#contract/ids'
import type { PriceTier, PriceVersion } from '#contract/prices'
import { type CommandContext, defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { ExitCode } from '../exit-code.ts'
import { formatRatePerMillion } from '../format/money.ts'
import { instant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { conditionText } from '../format/tiers.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readAs } from '../parse/read-values.ts'
import { replyPageOf } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

interface Row {
  readonly version: PriceVersion
  readonly tier: PriceTier
  readonly isFirst: boolean
}

const modelColumn: Column<Row> = { head: 'model', cell: ({ version, isFirst }) => (isFirst ? plain(version.model) : '') }
const columns: readonly Column<Row>[] = [
  { head: 'in force from', cell: ({ version, isFirst }) => (isFirst ? instant(version.effectiveFromMs) : '') },
  { head: 'when', cell: ({ tier }) => conditionText(tier) },
  { head: 'input', align: 'right', cell: ({ tier }) => formatRatePerMillion(tier.rates.input) },
  { head: 'output', align: 'right', cell: ({ tier }) => formatRatePerMillion(tier.rates.output) },
  { head: 'cache read', align: 'right', cell: ({ tier }) => formatRatePerMillion(tier.rates.cacheRead) },
  { head: 'source', cell: ({ version, isFirst }) => (isFirst ? plain(version.source) : '') },
]

export const command = defineCommand({
  args: {
    ref: { type: 'positional', required: false, description: 'provider/model; left out with --upcoming.' },
    upcoming: { type: 'boolean', description: 'Of all models, the prices that are to come, soonest first.' },
    ...pagingArgs,
  },
  details: [
    'Every price a model ever had, newest first, in US dollars per million tokens. Past costs keep the price they were reckoned at.',
  ],
  examples: ['prices list openai/gpt-5-mini', 'prices list openai/gpt-5-mini --json', 'prices list --upcoming'],
  run: async (context, args) => {
    if (args.upcoming === true) return await listUpcoming(context, args)
    if (args.ref === undefined) throw new UsageError('Of which model? Name one, or ask for --upcoming.', 'assay prices list')
    const input = { model: readAs(ModelRef, 'REF', args.ref), ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPageOf(context, await client.prices.list(input), {
        columns,
        none: `No price is known for ${input.model}: what it costs is unknown, which is not $0.`,
        rowsOf,
      }),
    )
  },
})

async function listUpcoming(
  context: CommandContext,
  args: { readonly ref: string | undefined; readonly limit: string | undefined; readonly after: string | undefined },
): Promise<ExitCode> {
  if (args.ref !== undefined || args.after !== undefined)
    throw new UsageError('--upcoming is of all models, and has one page: leave out REF and --after.', 'assay prices list')
  const { limit } = readPaging(args)
  return await readInSession(context, async ({ client }) =>
    replyPageOf(context, await client.prices.upcoming({ limit }), {
      ...{ columns: [modelColumn, ...columns], none: 'No price is to come.', rowsOf },
    }),
  )
}

function rowsOf(version: PriceVersion): Row[] {
  return version.tiers.map((tier, at) => ({ version, tier, isFirst: at === 0 }))
}
