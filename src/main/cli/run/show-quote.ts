import type { Quote, QuoteRow } from '#contract/runs'
import { usd } from '../format/money.ts'
import { counted, range, roughCount, roughDuration } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'

interface Range {
  readonly low: number
  readonly high: number
}

const tokens = ({ low, high }: Range) => range(roughCount(low), roughCount(high))
const time = ({ low, high }: Range) => range(roughDuration(low), roughDuration(high))
const money = (cost: Range | null) => (cost === null ? 'unknown' : range(usd(cost.low), usd(cost.high)))

const columns: readonly Column<QuoteRow>[] = [
  { head: 'model', cell: (row) => plain(row.model) },
  { head: 'probes', align: 'right', cell: (row) => String(row.probes) },
  { head: 'tokens in', align: 'right', cell: (row) => tokens(row.inputTokens) },
  { head: 'tokens out', align: 'right', cell: (row) => tokens(row.outputTokens) },
  { head: 'cost', align: 'right', cell: (row) => money(row.costNanoUsd) },
  { head: 'time', align: 'right', cell: (row) => time(row.durationMs) },
]

/** What a batch will probably cost and take, as a table and the sentences that go with it. */
export function renderQuote(quote: Quote, { columns: width, paint }: Pick<Terminal, 'columns' | 'paint'>): string {
  const { name, prompts, samples, probes, rows, costNanoUsd, durationMs, budgetNanoUsd, maxOutputTokens, unpriced, warnings } = quote
  const isWhole = probes === prompts * rows.length * samples
  const shape = isWhole
    ? `${counted(prompts, 'prompt')} × ${counted(rows.length, 'model')} × ${counted(samples, 'sample')} = ${counted(probes, 'probe')}`
    : `${counted(probes, 'probe')} of ${counted(prompts, 'prompt')} and ${counted(rows.length, 'model')}`
  return [
    `${paint.bold(plain(name))}: ${shape}`,
    '',
    renderTable({ columns, rows, width, paint }),
    '',
    `Probably ${money(costNanoUsd)} and ${time(durationMs)}.${budgetNanoUsd === null ? '' : ` Budget ${usd(budgetNanoUsd)}.`}`,
    ...assumption(rows),
    ...(maxOutputTokens === null ? [] : [`The batch sets no maxOutputTokens; with the budget it is ${maxOutputTokens}.`]),
    ...(unpriced.length === 0 ? [] : [paint.warn(`No price is known for ${unpriced.map(plain).join(', ')}: it is not in the sum.`)]),
    ...warnings.map((warning) => paint.warn(`Warning: ${plain(warning)}`)),
  ].join('\n')
}

/** Where the output figures come from, when some are only assumed. */
function assumption(rows: readonly QuoteRow[]): string[] {
  const assumed = rows.filter((row) => row.pastAnswers === 0)
  if (assumed.length === 0) return []
  const which = assumed.length === rows.length ? '' : ` of ${assumed.map((row) => plain(row.model)).join(', ')}`
  return [`The output${which} is assumed: nothing like it has been answered here yet.`]
}
