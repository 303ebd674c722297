import { ModelRef } from '#contract/ids'
import type { PriceTier, PriceVersion } from '#contract/prices'
import { defineCommand } from '../command.ts'
import { formatRatePerMillion } from '../format/money.ts'
import { instant, shortCount } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readAs } from '../parse/read-values.ts'
import { replyPageOf } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

interface Row {
  readonly version: PriceVersion
  readonly tier: PriceTier
  readonly isFirst: boolean
}

const columns: readonly Column<Row>[] = [
  { head: 'in force from', cell: ({ version, isFirst }) => (isFirst ? instant(version.effectiveFromMs) : '') },
  { head: 'when', cell: ({ tier }) => conditionText(tier) },
  { head: 'input', align: 'right', cell: ({ tier }) => formatRatePerMillion(tier.rates.input) },
  { head: 'output', align: 'right', cell: ({ tier }) => formatRatePerMillion(tier.rates.output) },
  { head: 'cache read', align: 'right', cell: ({ tier }) => formatRatePerMillion(tier.rates.cacheRead) },
  { head: 'source', cell: ({ version, isFirst }) => (isFirst ? plain(version.source) : '') },
]

export const command = defineCommand({
  args: { ref: { type: 'positional', required: true, description: 'provider/model.' }, ...pagingArgs },
  details: [
    'Every price a model ever had, newest first, in US dollars per million tokens. Past costs keep the price they were reckoned at.',
  ],
  examples: ['prices list openai/gpt-5-mini', 'prices list openai/gpt-5-mini --json'],
  run: async (context, args) => {
    const input = { model: readAs(ModelRef, 'REF', args.ref), ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPageOf(context, await client.prices.list(input), {
        columns,
        none: `No price is known for ${input.model}: what it costs is unknown, which is not $0.`,
        rowsOf: (version) => version.tiers.map((tier, at): Row => ({ version, tier, isFirst: at === 0 })),
      }),
    )
  },
})

function conditionText({ when }: PriceTier): string {
  if (when === undefined) return 'always'
  const { contextTokensOver, inclusive, serviceTier, utcHours } = when
  return [
    ...(contextTokensOver === undefined ? [] : [`context ${inclusive === true ? 'from' : 'over'} ${shortCount(contextTokensOver)}`]),
    ...(serviceTier === undefined ? [] : [`tier ${plain(serviceTier)}`]),
    ...(utcHours === undefined ? [] : [`${utcHours.from}–${utcHours.to} h UTC`]),
  ].join(', ')
}
