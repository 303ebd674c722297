import type { ImportField, ImportPreview, ImportReason, ImportRow } from '#contract/imports'
import type { MicroUsdPerMillionTokens } from '#contract/units'
import { formatRatePerMillion } from '../format/money.ts'
import { counted } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { conditionsText } from '../format/tiers.ts'
import type { Terminal } from '../terminal.ts'

/** Changed rows that are shown, at most; `--json` and the window show all. */
export const mostShown = 25

/** What an import would do: counts, what is not taken and why, and the changes themselves. */
export function renderPreview(
  preview: ImportPreview,
  changed: readonly ImportRow[],
  { columns: width, paint }: Pick<Terminal, 'columns' | 'paint'>,
): string {
  const { counts, entries, picked, reasons, isSuspiciouslyShort, lastEntries } = preview
  const rows = changed.flatMap((row) => row.fields.map((field) => ({ row, field })))
  const more = preview.counts.changed - changed.length
  return [
    `${paint.bold(plain(preview.source))}: ${counted(entries, 'entry', 'entries')} of ${preview.format}`,
    `${counts.new} new, ${counts.changed} changed, ${counts.same} same, ${counts.gone} gone, ${counts.quarantined} quarantined, ${counts.skipped} skipped; ${picked} would be taken.`,
    ...(rows.length === 0 ? [] : ['', renderTable({ columns, rows, width, paint })]),
    ...(more > 0 ? [paint.dim(`And ${counted(more, 'more changed row', 'more changed rows')}.`)] : []),
    ...(reasons.length === 0 ? [] : ['', ...reasons.map(({ reason, rows: of }) => `${String(of).padStart(6)}  ${sayReason[reason]}`)]),
    ...(isSuspiciouslyShort
      ? [
          '',
          paint.warn(
            `The last import of it had ${lastEntries} entries: this may not be the whole file. --accept-short takes it all the same.`,
          ),
        ]
      : []),
  ].join('\n')
}

interface Line {
  readonly row: ImportRow
  readonly field: ImportField
}

const columns: readonly Column<Line>[] = [
  { head: 'what', cell: ({ row }) => plain(row.name ?? row.sourceKey) },
  { head: 'field', cell: ({ field }) => plain(field.name) },
  { head: 'from', align: 'right', cell: ({ field }) => shown(field.name, field.before) },
  { head: 'to', align: 'right', cell: ({ field }) => shown(field.name, field.after) },
  { head: 'change', align: 'right', cell: ({ field }) => percent(field.ratio) },
  {
    head: 'taken',
    cell: ({ row }) => (row.isPicked ? 'yes' : row.reason === null ? 'no' : `no: ${shortReason[row.reason] ?? row.reason}`),
  },
]

const rates: ReadonlySet<string> = new Set(['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'reasoning', 'audio'])

function shown(name: string, value: ImportField['before']): string {
  if (value === null) return 'unknown'
  if (rates.has(name) && typeof value === 'number') return formatRatePerMillion(value as MicroUsdPerMillionTokens)
  if (name === 'sunsetAtMs' && typeof value === 'number') return new Date(value).toISOString().slice(0, 10)
  return (
    (name === 'tiers' ? conditionsText(value) : undefined) ?? shorten(plain(typeof value === 'string' ? value : JSON.stringify(value)), 40)
  )
}

function percent(ratio: number | null): string {
  if (ratio === null) return ''
  const by = (ratio - 1) * 100
  return `${by > 0 ? '+' : ''}${Math.abs(by) < 10 ? by.toFixed(1) : by.toFixed(0)} %`
}

const shortReason: { readonly [Reason in ImportReason]?: string } = { manual_price: 'a person’s price', conflict: 'contradicted' }

const sayReason: { readonly [Reason in ImportReason]: string } = {
  absurd_price: 'cost more than $1,000 per million tokens',
  negative_price: 'have a price below zero',
  not_a_number: 'have a price that is no number',
  ambiguous_zero: 'have a price of 0 that may mean free or unknown',
  no_price: 'have no price per token',
  output_above_input: 'would answer with more tokens than fit in',
  bad_name: 'have a name that cannot be one here',
  duplicate: 'are another entry by another name',
  not_a_model: 'are no models',
  not_chat: 'are models of another kind',
  unknown_provider: 'are of providers that are not in the catalog (--all-providers takes them along, disabled)',
  dynamic_price: 'have a price that is only known once they are asked',
  manual_price: 'have a price that a person entered',
  conflict: 'are contradicted by another source, or by the catalog',
  pattern_only: 'are named by a pattern alone',
  invalid: 'cannot be read',
}
