import type { ComparedModel, ComparedPrompt, OutcomeWarning } from '#contract/outcomes'
import { usd } from '../format/money.ts'
import { counted, latency } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'
import { rateText, warningText } from './show-outcomes.ts'

/** What `outcomes.compare` answers. */
export interface Comparison {
  readonly models: readonly ComparedModel[]
  readonly total: number
  readonly items: readonly ComparedPrompt[]
  readonly warnings: readonly (OutcomeWarning & { readonly side: 'a' | 'b' })[]
}

const pairs: readonly Column<ComparedModel>[] = [
  { head: 'model', cell: ({ model }) => pairText(model) },
  { head: 'prompts', align: 'right', cell: ({ prompts }) => String(prompts) },
  { head: 'A passes', align: 'right', cell: ({ a }) => rateText(a.passRate) },
  { head: 'B passes', align: 'right', cell: ({ b }) => rateText(b.passRate) },
  { head: 'B - A', align: 'right', cell: differenceText },
  { head: 'to pass', align: 'right', cell: ({ toPass }) => String(toPass) },
  { head: 'to fail', align: 'right', cell: ({ toFail }) => String(toFail) },
  { head: 'p', align: 'right', cell: ({ pValue }) => (pValue === null ? '–' : pValue < 0.001 ? '<0.001' : pValue.toFixed(3)) },
  { head: 'A cost', align: 'right', cell: ({ a }) => usd(a.spentNanoUsd) },
  { head: 'B cost', align: 'right', cell: ({ b }) => usd(b.spentNanoUsd) },
  { head: 'A p50', align: 'right', cell: ({ a }) => latency(a.p50DurationMs) },
  { head: 'B p50', align: 'right', cell: ({ b }) => latency(b.p50DurationMs) },
  { head: 'only A', align: 'right', cell: ({ onlyA }) => String(onlyA) },
  { head: 'only B', align: 'right', cell: ({ onlyB }) => String(onlyB) },
]

const flips: Readonly<Record<ComparedPrompt['flip'], string>> = {
  to_pass: 'to pass',
  to_fail: 'to fail',
  none: 'as before',
  undecided: 'undecided',
}

const prompts: readonly Column<ComparedPrompt>[] = [
  { head: 'prompt', cell: ({ prompt }) => plain(prompt) },
  { head: 'A', align: 'right', cell: ({ a }) => (a === null ? '–' : String(a.promptIndex)) },
  { head: 'B', align: 'right', cell: ({ b }) => (b === null ? '–' : String(b.promptIndex)) },
  { head: 'model', cell: ({ model }) => pairText(model) },
  { head: 'A passed', align: 'right', cell: ({ a }) => passesText(a) },
  { head: 'B passed', align: 'right', cell: ({ b }) => passesText(b) },
  { head: '', cell: ({ flip, matchedBy }) => (matchedBy === 'nothing' ? 'on one side alone' : flips[flip]) },
]

/** A table of the models, what to mind, and the prompts that were asked for. */
export function renderComparison(comparison: Comparison, { columns: width, paint }: Pick<Terminal, 'columns' | 'paint'>): string {
  const { models, items, total, warnings } = comparison
  const rest = total - items.length
  return [
    renderTable({ columns: pairs, rows: models, width, paint }),
    ...warnings.map((warning) => paint.bad(`${warning.side.toUpperCase()}: ${warningText(warning)}`)),
    '',
    items.length === 0 ? 'No such prompt.' : renderTable({ columns: prompts, rows: items, width, paint }),
    ...(rest > 0 ? [`${counted(rest, 'prompt')} more: --limit, --show.`] : []),
  ].join('\n')
}

function pairText({ a, b }: ComparedModel['model']): string {
  return a === b ? plain(a) : `${plain(a)} = ${plain(b)}`
}

function differenceText({ a, b }: ComparedModel): string {
  if (a.passRate === null || b.passRate === null) return '–'
  const points = (b.passRate.rate - a.passRate.rate) * 100
  return `${points < 0 ? '' : '+'}${points.toFixed(1)}`
}

function passesText(cell: ComparedPrompt['a']): string {
  return cell === null ? '–' : `${cell.passed} of ${cell.passed + cell.failed}`
}
